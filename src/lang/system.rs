//! What the system says and wants: its errors and its language.

use std::io::{Error, ErrorKind};

use super::{Lang, Value, texts::system};

/// Codes of Windows (system error codes, `winerror.h`).
const ACCESS_DENIED: i32 = 5;
const SHARING_VIOLATION: i32 = 32;
const LOCK_VIOLATION: i32 = 33;

/// The language of the user's locale; English where it is neither known nor Chinese.
pub fn preferred() -> Lang {
    match sys_locale::get_locale() {
        Some(locale) if is_chinese(&locale) => Lang::Zh,
        _ => Lang::En,
    }
}

/// `zh_CN.UTF-8`, `zh-Hans-CN`, `zh`.
fn is_chinese(locale: &str) -> bool {
    let language = locale.split(['-', '_', '.', '@']).next();
    language.is_some_and(|language| language.eq_ignore_ascii_case("zh"))
}

/// An error of the system in the user's words, where it is a usual one; else in the system's own.
pub fn system_error(error: &Error) -> Value {
    // A kind that we made ourselves may carry words of more weight than the kind's name.
    if let Some(inner) = error.get_ref() {
        return match inner.source().and_then(|source| source.downcast_ref()) {
            Some(source) => system_error(source),
            None => foreign(inner.to_string()),
        };
    }
    // Windows refuses to touch a file that another program has open, and Rust has no kind for two of its codes.
    if cfg!(windows) {
        match error.raw_os_error() {
            Some(SHARING_VIOLATION | LOCK_VIOLATION) => return system::BUSY.into(),
            Some(ACCESS_DENIED) => return system::DENIED_OR_OPEN.into(),
            _ => {}
        }
    }
    match error.kind() {
        ErrorKind::NotFound => system::NOT_FOUND.into(),
        ErrorKind::PermissionDenied => system::PERMISSION_DENIED.into(),
        ErrorKind::AlreadyExists => system::ALREADY_EXISTS.into(),
        ErrorKind::IsADirectory => system::IS_A_FOLDER.into(),
        ErrorKind::NotADirectory => system::NOT_A_FOLDER.into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => system::STORAGE_FULL.into(),
        ErrorKind::ReadOnlyFilesystem => system::READ_ONLY.into(),
        ErrorKind::FileTooLarge => system::TOO_LARGE.into(),
        ErrorKind::InvalidFilename => system::BAD_NAME.into(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => system::BUSY.into(),
        ErrorKind::BrokenPipe => system::BROKEN_PIPE.into(),
        ErrorKind::InvalidData => system::INVALID_DATA.into(),
        ErrorKind::UnexpectedEof => system::UNEXPECTED_END.into(),
        _ => foreign(error.to_string()),
    }
}

/// Words of the system or of a library, which come in one language only: they are marked as such in the others.
pub fn foreign(words: String) -> Value {
    system::FOREIGN.with("words", words).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_locales_are_known() {
        for locale in ["zh", "zh_CN.UTF-8", "zh-Hans-CN", "ZH_TW"] {
            assert!(is_chinese(locale), "{locale}");
        }
        for locale in ["", "C", "en_US.UTF-8", "zha"] {
            assert!(!is_chinese(locale), "{locale}");
        }
    }
}
