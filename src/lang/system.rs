//! What the system says and wants: its errors and its language.

use std::io::{Error, ErrorKind};

use super::{Lang, Text, Value};

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
    let (en, zh) = match error.kind() {
        ErrorKind::NotFound => ("no such file or folder", "文件或文件夹不存在"),
        ErrorKind::PermissionDenied => ("permission denied", "没有权限"),
        ErrorKind::AlreadyExists => ("it exists already", "已经存在"),
        ErrorKind::IsADirectory => ("it is a folder", "这是一个文件夹"),
        ErrorKind::NotADirectory => ("not a folder", "不是文件夹"),
        ErrorKind::StorageFull => ("no space left on the disk", "磁盘空间不足"),
        ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", "文件系统是只读的"),
        ErrorKind::InvalidData => ("its content is damaged", "内容已损坏"),
        ErrorKind::UnexpectedEof => ("it ends too early", "文件不完整"),
        _ => return Value::Plain(error.to_string()),
    };
    // A kind that we made ourselves may carry words of more weight than the kind's name.
    match error.get_ref() {
        Some(inner) => Value::Plain(inner.to_string()),
        None => Value::Words(Text { en, zh }),
    }
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
