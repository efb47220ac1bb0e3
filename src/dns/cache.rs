//! Answers kept between runs, for as long as the domain's owner allows.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::recording::{Recording, parse_line, to_line};
use super::route::{Fact, Learnt, MailRoute};
use crate::lang::texts::{dns, system};
use crate::lang::{Message, Value, foreign, speaks, system_error};

/// The head of an SQLite file, and where it holds the mark of the program that it belongs to (SQLite file format, 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";
const HEAD: u64 = 100;
const MARK_AT: usize = 68;
/// Our mark: `pres`.
const APPLICATION: u32 = 0x7072_6573;
const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;
/// Patience for another process that writes.
const BUSY: Duration = Duration::from_secs(3);
/// The version stands in the table's name, so that programs of two versions share a file in peace.
const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS fact1 (
    domain TEXT PRIMARY KEY NOT NULL,
    until INTEGER NOT NULL,
    fact TEXT NOT NULL
) WITHOUT ROWID";

/// A file of facts. It holds domains only, never an address of a person, and is readable by its owner only.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    connection: RefCell<Connection>,
    set_aside: RefCell<Option<PathBuf>>,
    recovering: Cell<bool>,
}

/// Why the cache is of no use.
#[derive(Debug)]
pub enum CacheError {
    /// The file cannot be made or opened.
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is something else, and is left as it is.
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The database says no: the disk is full, another process holds it for long.
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

impl CacheError {
    /// What is wrong, and where.
    pub fn message(&self) -> Message {
        match self {
            Self::Open { path, source } => dns::CACHE_UNOPENED
                .with("file", path.display())
                .with("why", system_error(source)),
            Self::Foreign { path } => dns::CACHE_FOREIGN.with("file", path.display()),
            Self::Database { path, source } => dns::CACHE_UNUSABLE
                .with("file", path.display())
                .with("why", database_words(source)),
        }
    }
}

speaks!(CacheError);

/// What SQLite says, in the user's words where it is a usual case.
fn database_words(error: &rusqlite::Error) -> Value {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => system::BUSY.into(),
        Some(ErrorCode::DiskFull) => system::STORAGE_FULL.into(),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => system::PERMISSION_DENIED.into(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => system::INVALID_DATA.into(),
        _ => foreign(error.to_string()),
    }
}

impl Cache {
    /// Opens the cache, and makes it and its folder where there is none. A damaged file is renamed, a new
    /// one takes its place, and [`Cache::set_aside`] tells of it.
    ///
    /// # Errors
    ///
    /// Where the file is no cache of ours, or cannot be made, opened or renamed.
    pub fn open(path: &Path) -> Result<Self, CacheError> {
        refuse_foreign(path)?;
        let (connection, moved) = match connect(path) {
            Ok(connection) => (connection, None),
            Err(error) if is_damage(&error) => {
                let moved = put_aside(path)?;
                (connect(path)?, Some(moved))
            }
            Err(error) => return Err(error),
        };
        Ok(Self {
            path: path.to_owned(),
            connection: RefCell::new(connection),
            set_aside: RefCell::new(moved),
            recovering: Cell::new(false),
        })
    }

    /// Where the cache is kept by default: `dns.sqlite3` in `presend` under `XDG_CACHE_HOME`, `~/.cache`,
    /// `~/Library/Caches` or `%LOCALAPPDATA%`. `None` where there is no home.
    pub fn default_path() -> Option<PathBuf> {
        let absolute = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|p| p.is_absolute())
        };
        let base = if cfg!(windows) {
            absolute("LOCALAPPDATA")
        } else {
            let usual = if cfg!(target_os = "macos") {
                "Library/Caches"
            } else {
                ".cache"
            };
            absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(usual)))
        };
        base.map(|base| base.join("presend").join("dns.sqlite3"))
    }

    /// Where a damaged file was moved to, if one was found.
    pub fn set_aside(&self) -> Option<PathBuf> {
        self.set_aside.borrow().clone()
    }

    /// The facts that still hold at `now` (Unix seconds), marked [`Learnt::Cache`].
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn get_many<'a>(
        &self,
        domains: impl Iterator<Item = &'a str> + Clone,
        now: i64,
    ) -> Result<HashMap<String, Fact>, CacheError> {
        self.with(|connection| {
            let reading = connection.unchecked_transaction()?;
            let mut known = HashMap::new();
            {
                let sql = "SELECT fact FROM fact1 WHERE domain = ?1 AND until > ?2";
                let mut query = reading.prepare_cached(sql)?;
                for domain in domains.clone() {
                    let line: Option<String> = query
                        .query_row(params![domain, now], |row| row.get(0))
                        .optional()?;
                    // A line of a newer version may say more than this one understands: ask anew.
                    if let Some(Ok((_, fact))) = line.as_deref().map(parse_line) {
                        let learnt = Learnt::Cache;
                        known.insert(domain.to_owned(), Fact { learnt, ..fact });
                    }
                }
            }
            reading.commit()?;
            Ok(known)
        })
    }

    /// Keeps facts, all or none. What is unknown is not kept: it would be a failure remembered.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn put(&self, facts: &[(String, Fact)]) -> Result<(), CacheError> {
        self.with(|connection| {
            let writing = connection.unchecked_transaction()?;
            {
                let sql = "INSERT OR REPLACE INTO fact1 (domain, until, fact) VALUES (?1, ?2, ?3)";
                let mut insert = writing.prepare_cached(sql)?;
                for (domain, fact) in facts {
                    let Some(life) = life(fact) else {
                        continue;
                    };
                    if let Some(line) = to_line(domain, fact) {
                        let until = fact.at.saturating_add(i64::from(life));
                        insert.execute(params![domain, until, line])?;
                    }
                }
            }
            writing.commit()
        })
    }

    /// All facts that still hold at `now`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn export(&self, now: i64) -> Result<Recording, CacheError> {
        self.with(|connection| {
            let sql = "SELECT fact FROM fact1 WHERE until > ?1";
            let mut query = connection.prepare_cached(sql)?;
            let lines = query.query_map([now], |row| row.get::<_, String>(0))?;
            let mut facts = Vec::new();
            for line in lines {
                facts.extend(parse_line(&line?).ok());
            }
            Ok(facts.into_iter().collect())
        })
    }

    /// Keeps the facts of a recording, each until its own end; those past it are of no use later.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn import(&self, recording: &Recording) -> Result<(), CacheError> {
        let facts: Vec<(String, Fact)> = recording
            .iter()
            .map(|(domain, fact)| (domain.to_owned(), fact.clone()))
            .collect();
        self.put(&facts)
    }

    /// Deletes what no longer holds at `now`; returns how many facts that were.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn prune(&self, now: i64) -> Result<usize, CacheError> {
        self.with(|c| c.execute("DELETE FROM fact1 WHERE until <= ?1", [now]))
    }

    /// Does one thing, and does it again with a new file where the old one turns out to be damaged.
    fn with<T>(&self, work: impl Fn(&Connection) -> rusqlite::Result<T>) -> Result<T, CacheError> {
        let first = work(&self.connection.borrow()).map_err(|e| database(&self.path, e));
        match first {
            Err(error) if is_damage(&error) && !self.recovering.replace(true) => {
                // Let go of the file first: Windows renames none that is open.
                *self.connection.borrow_mut() =
                    Connection::open_in_memory().map_err(|e| database(&self.path, e))?;
                *self.set_aside.borrow_mut() = Some(put_aside(&self.path)?);
                *self.connection.borrow_mut() = connect(&self.path)?;
                work(&self.connection.borrow()).map_err(|e| database(&self.path, e))
            }
            result => result,
        }
    }
}

/// Seconds for which a fact is kept; `None`: not at all.
///
/// Owners of domains set lives of a minute and of a year. A list that is cleaned twice in an hour need not be
/// asked for twice, so an answer that keeps a contact lives an hour at least and a week at most. One that loses
/// it lives a day at most, and five minutes at least: the domain may have been repaired.
fn life(fact: &Fact) -> Option<u32> {
    match fact.route {
        MailRoute::Mx(_) | MailRoute::ImplicitA(_) => Some(fact.ttl.clamp(HOUR, 7 * DAY)),
        MailRoute::NullMx | MailRoute::NoRoute | MailRoute::NoSuchDomain => {
            Some(fact.ttl.clamp(300, DAY))
        }
        MailRoute::Unknown(_) => None,
    }
}

/// A file that is not ours is neither written to nor moved, for it may be the very list. Ours are told by the mark in
/// the head of an SQLite file, which damage behind it leaves alone.
fn refuse_foreign(path: &Path) -> Result<(), CacheError> {
    let opened = |source| CacheError::Open {
        path: path.to_owned(),
        source,
    };
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        // A folder that is missing is made.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(opened(error)),
    };
    let mut head = Vec::new();
    if meta.is_file() {
        let file = fs::File::open(path).map_err(opened)?;
        file.take(HEAD).read_to_end(&mut head).map_err(opened)?;
    }
    let ours = head.starts_with(MAGIC)
        && head.get(MARK_AT..MARK_AT + 4) == Some(&APPLICATION.to_be_bytes()[..]);
    let older = head.starts_with(MAGIC) && head.get(MARK_AT..MARK_AT + 4) == Some(&[0; 4][..]);
    if ours || (meta.is_file() && head.is_empty()) || (older && holds_facts_only(path)) {
        return Ok(());
    }
    Err(CacheError::Foreign {
        path: path.to_owned(),
    })
}

/// Whether a database without our mark has no table but ours, as those of the first version of presend.
fn holds_facts_only(path: &Path) -> bool {
    let tables = || {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.query_row(
            "SELECT count(*) = sum(name = 'fact1') FROM sqlite_master WHERE type = 'table'",
            [],
            |row| row.get::<_, Option<bool>>(0),
        )
    };
    matches!(tables(), Ok(Some(true)))
}

fn connect(path: &Path) -> Result<Connection, CacheError> {
    make_private(path).map_err(|source| CacheError::Open {
        path: path.to_owned(),
        source,
    })?;
    let open = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        // A write-ahead log lets two runs read while one writes. An answer lost in a power cut is asked for
        // again, so that not every batch need reach the disk.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.execute(SCHEMA, [])?;
        Ok(connection)
    };
    open().map_err(|e| database(path, e))
}

/// Makes the file before SQLite does, to have it for the owner alone; its log gets the same mode.
fn make_private(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// Renames a damaged file to the first free `NAME.damaged-N`; its log, useless without it, is removed.
fn put_aside(path: &Path) -> Result<PathBuf, CacheError> {
    let beside = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let mut aside = beside(".damaged-1");
    for n in 2..100 {
        if !aside.exists() {
            break;
        }
        aside = beside(&format!(".damaged-{n}"));
    }
    fs::rename(path, &aside).map_err(|source| CacheError::Open {
        path: path.to_owned(),
        source,
    })?;
    for end in ["-wal", "-shm"] {
        // Not there after a clean end, and a new file would not read it anyway.
        let _ = fs::remove_file(beside(end));
    }
    Ok(aside)
}

fn database(path: &Path, source: rusqlite::Error) -> CacheError {
    CacheError::Database {
        path: path.to_owned(),
        source,
    }
}

fn is_damage(error: &CacheError) -> bool {
    let CacheError::Database { source, .. } = error else {
        return false;
    };
    matches!(
        source.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}
