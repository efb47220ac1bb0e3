//! Answers kept between runs, for as long as the domain's owner allows.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use super::clock::unix_now;
use super::mark::{APPLICATION, Owner, owner};
use super::recording::{Recording, parse_line, to_line};
use super::route::{Fact, Learnt, MailRoute};
use crate::lang::texts::{dns, system};
use crate::lang::{Message, Value, foreign, speaks, system_error};

const HOUR: u32 = 3600;
const WEEK: u32 = 7 * 24 * HOUR;
/// Patience for another process that writes: shorter than the second within which Ctrl-C must end a run.
const BUSY: Duration = Duration::from_millis(250);
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
    /// Something stands there that is no cache of ours. It was left as it is.
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

impl CacheError {
    /// Whether another process holds the file: later it may be free.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Database { source, .. } if matches!(
            source.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        ))
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
    /// Opens the cache, and makes it and its folder where there is none. A damaged file that bears our mark,
    /// or stands where only we write ([`Cache::default_path`]), is renamed, a new one takes its place, and
    /// [`Cache::set_aside`] tells of it.
    ///
    /// # Errors
    ///
    /// [`CacheError::Foreign`] for a file that is not ours; and where the file cannot be made, opened or renamed.
    pub fn open(path: &Path) -> Result<Self, CacheError> {
        let unopened = |source| CacheError::Open {
            path: path.to_owned(),
            source,
        };
        let damaged = match owner(path).map_err(unopened)? {
            Owner::Nobody | Owner::Us => false,
            Owner::Another if is_default_file(path) => true,
            Owner::Another => {
                return Err(CacheError::Foreign {
                    path: path.to_owned(),
                });
            }
        };
        let connected = if damaged { None } else { Some(connect(path)) };
        let (connection, moved) = match connected {
            Some(Ok(connection)) => (connection, None),
            Some(Err(error)) if !is_damage(&error) => return Err(error),
            Some(Err(_)) | None => {
                let moved = put_aside(path)?;
                (connect(path)?, Some(moved))
            }
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
                let sql = "SELECT fact FROM fact1 WHERE domain = ?1 AND until > ?2 AND until <= ?3";
                let mut query = reading.prepare_cached(sql)?;
                for domain in domains.clone() {
                    let found = query
                        .query_row(params![domain, now, latest(now)], |row| Ok(held(row)))
                        .optional()?
                        .flatten();
                    // A fact about another domain was not written by us.
                    if let Some((_, fact)) = found.filter(|(about, _)| about == domain) {
                        let learnt = Learnt::Cache;
                        known.insert(domain.to_owned(), Fact { learnt, ..fact });
                    }
                }
            }
            reading.commit()?;
            Ok(known)
        })
    }

    /// Keeps facts, all or none; returns how many. What is unknown is not kept: it would be a failure
    /// remembered. Nor is what no longer holds.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn put(&self, facts: &[(String, Fact)]) -> Result<usize, CacheError> {
        let now = unix_now();
        self.with(|connection| {
            let mut kept = 0;
            let writing = connection.unchecked_transaction()?;
            {
                let sql = "INSERT OR REPLACE INTO fact1 (domain, until, fact) VALUES (?1, ?2, ?3)";
                let mut insert = writing.prepare_cached(sql)?;
                for (domain, fact) in facts {
                    // A clock that ran ahead must not make a fact immortal.
                    let until = fact.at.min(now).saturating_add(i64::from(life(fact)));
                    if until <= now {
                        continue;
                    }
                    if let Some(line) = to_line(domain, fact) {
                        kept += insert.execute(params![domain, until, line])?;
                    }
                }
            }
            writing.commit()?;
            Ok(kept)
        })
    }

    /// All facts that still hold at `now`.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn export(&self, now: i64) -> Result<Recording, CacheError> {
        self.with(|connection| {
            let sql = "SELECT fact FROM fact1 WHERE until > ?1 AND until <= ?2";
            let mut query = connection.prepare_cached(sql)?;
            let facts = query.query_map([now, latest(now)], |row| Ok(held(row)))?;
            facts.filter_map(Result::transpose).collect()
        })
    }

    /// Keeps the facts of a recording, each until its own end; returns how many: those past it are left out.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub fn import(&self, recording: &Recording) -> Result<usize, CacheError> {
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
        let sql = "DELETE FROM fact1 WHERE until <= ?1 OR until > ?2";
        self.with(|c| c.execute(sql, [now, latest(now)]))
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

/// The fact of a row. A cell that cannot be read, or that a newer version wrote and this one does not
/// understand, is as good as none: the domain is asked for anew.
fn held(row: &Row<'_>) -> Option<(String, Fact)> {
    parse_line(row.get_ref(0).ok()?.as_str().ok()?).ok()
}

/// The latest end that a fact can have; a later one comes from a clock that ran ahead.
fn latest(now: i64) -> i64 {
    now.saturating_add(i64::from(WEEK))
}

/// Seconds for which a fact is kept; 0: not at all.
///
/// Owners of domains set lives of a minute and of a year. A list that is cleaned twice in an hour need not be
/// asked for twice, so an answer that keeps a contact lives an hour at least and a week at most. One that loses
/// it lives five minutes at least and an hour at most, for the domain may have been repaired: never longer than
/// one that keeps it. A life of 0 forbids to keep it beyond the run (RFC 1035, section 3.2.1).
fn life(fact: &Fact) -> u32 {
    match fact.route {
        MailRoute::Unknown(_) => 0,
        _ if fact.ttl == 0 => 0,
        MailRoute::Mx(_) | MailRoute::ImplicitA(_) => fact.ttl.clamp(HOUR, WEEK),
        MailRoute::NullMx | MailRoute::NoRoute | MailRoute::NoSuchDomain => {
            fact.ttl.clamp(300, HOUR)
        }
    }
}

/// Whether the path is the usual one, where nobody else writes, and a file stands there.
fn is_default_file(path: &Path) -> bool {
    let file = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    file && Cache::default_path().is_some_and(|usual| usual == path)
}

fn connect(path: &Path) -> Result<Connection, CacheError> {
    make_private(path).map_err(|source| CacheError::Open {
        path: path.to_owned(),
        source,
    })?;
    let open = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        // Before anything else stands in the file, so that no file of ours is without it.
        if connection.pragma_query_value(None, "application_id", |row| row.get(0))
            != Ok(APPLICATION)
        {
            connection.pragma_update(None, "application_id", APPLICATION)?;
        }
        // A write-ahead log lets two runs read while one writes. An answer lost in a power cut is asked for
        // again, so that not every batch need reach the disk.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
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
