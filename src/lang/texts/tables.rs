//! The tables: what each holds and where it comes from, and what is said of a user's own entries.
//!
//! The English stands in `data/SOURCES.toml`, whose names of tables are the keys here.

texts! {
    NEITHER_TABLE_NOR_ENTRY {
        "\"{what}\" is neither a table nor an entry of one",
        "“{what}”既不是数据表，也不是表中的条目"
    }
    NO_BUILT_IN { "{name} has no built-in entries, only your own", "{name} 没有内置条目，只有您自己的条目" }
    GIVE_ENTRIES { "`--list {name}=FILE` gives them", "用 `--list {name}=FILE` 指定自己的条目" }
    HOLDS_BELOW { "(holds for {domain} below it)", "（也适用于其下的 {domain}）" }
    NAMES_OF_TABLES { "`presend lists` names the tables", "运行 `presend lists` 可列出全部数据表" }
    OWN_ENTRIES {
        "Own entries: --list NAME=+FILE adds, --list NAME=FILE replaces; NAME is one of {names}",
        "自己的条目：--list NAME=+FILE 追加，--list NAME=FILE 替换；NAME 可以是 {names}"
    }
    OWN_LISTS { "Your own entries, kept for every run", "自己的条目，每次运行都会使用" }
    NO_OWN_LISTS {
        "`presend lists --update NAME=+FILE` keeps them for every run",
        "运行 `presend lists --update NAME=+FILE` 可保存下来，以后每次都使用"
    }
    ADDS { "adds", "追加" }
    REPLACES { "replaces", "替换" }
    OWN_OBEYED { "own entries: {lists}", "自己的条目：{lists}" }
    OWN_ONE { "{name} ({n} entry)", "{name}（{n} 条）" }
    OWN_MANY { "{name} ({n} entries)", "{name}（{n} 条）" }
    UPDATED_ONE {
        "{name}: {n} entry kept in {file}, every run from now on obeys it",
        "{name}：已保存 {n} 条到 {file}，以后每次运行都会使用"
    }
    UPDATED {
        "{name}: {n} entries kept in {file}, every run from now on obeys them",
        "{name}：已保存 {n} 条到 {file}，以后每次运行都会使用"
    }
    FORGOTTEN { "{name}: forgotten, no later run obeys it", "{name}：已删除，以后不再使用" }
    NOTHING_TO_FORGET { "no own entries are kept for \"{name}\"", "没有为“{name}”保存过条目" }
    SEE_OWN_LISTS { "`presend lists` shows what is kept", "运行 `presend lists` 可查看已保存的条目" }
    FORGET_HINT {
        "mend the file, or `presend lists --forget {name}` drops it",
        "请改正该文件，或运行 `presend lists --forget {name}` 删除"
    }
    NO_DATA_FOLDER { "there is no folder for your data", "找不到用户数据文件夹" }
    NAME_THE_DATA_FOLDER { "name a folder with --own-lists DIR", "请用 --own-lists DIR 指定文件夹" }
    NO_SUCH_TABLE { "there is no table \"{name}\"", "没有“{name}”这个表" }
    TABLES_WITH_ENTRIES { "the tables that take entries are {known}", "可以放自己条目的表：{known}" }
    BAD_ENTRY { "line {line}: \"{entry}\" is {what}", "第 {line} 行：“{entry}”{what}" }
    NO_LOCAL_PART { "no local part, the text before the @", "不是 @ 前的部分" }
    AN_ADDRESS { "an address; this table takes domains", "是邮箱地址，而这个表只放域名" }
    NO_ADDRESS { "no address", "不是邮箱地址" }
    NO_DOMAIN { "no domain", "不是域名" }
}

/// Classes of roles in `data/roles.csv`, and that of the user's own entries.
const CLASSES: &[(&str, &str)] = &[
    ("finance", "财务"),
    ("general", "综合"),
    ("hr", "人事"),
    ("it", "网络"),
    ("legal", "法务"),
    ("marketing", "市场"),
    ("mgmt", "管理层"),
    ("ops", "运营"),
    ("own", "自己的条目"),
    ("purchasing", "采购"),
    ("sales", "销售"),
    ("support", "客服"),
    ("system", "系统"),
];

/// Regions in `data/providers.csv` that are no country.
const REGIONS: &[(&str, &str)] = &[("asia", "亚洲"), ("global", "全球")];

/// A word of the tables for people: in English as it stands there.
pub fn word(word: &'static str) -> Text {
    let zh = CLASSES
        .iter()
        .chain(REGIONS)
        .find(|(id, _)| *id == word)
        .map_or(word, |&(_, zh)| zh);
    Text { en: word, zh }
}

/// Each table: its name, what it holds, where it comes from.
const TABLES: &[(&str, &str, &str)] = &[
    (
        "alias-rules",
        "一个邮箱有多种写法的服务商：点号、加号标签、别名域名",
        "根据服务商帮助页面整理",
    ),
    (
        "blocklists",
        "发信 IP 和域名的黑名单：区域、返回码含义、解除方法、使用条款",
        "根据各名单的说明页面整理",
    ),
    (
        "columns",
        "联系人文件的表头，以及该列是否为邮箱地址",
        "自行整理",
    ),
    (
        "disposable-domains",
        "一次性邮箱域名：基础名单",
        "PyPI disposable-email-domains 0.0.293，去掉 patches/conflicts.csv",
    ),
    (
        "disposable-suspected",
        "疑似一次性邮箱域名：至少三份名单提到",
        "五份公开名单中至少三份",
    ),
    (
        "known-domains",
        "与服务商相似但确实正确的域名",
        "npm top-sites 1.1.222、PyPI hstspreload 2025.1.1、npm 词表、patches/known-domains.csv",
    ),
    (
        "mail-platforms",
        "发信服务商：SPF 的 include 和常用的 DKIM 选择器",
        "根据服务商帮助页面整理",
    ),
    ("mx-hosts", "能说明域名类型的 MX 主机", "根据公开统计整理"),
    ("mx-providers", "MX 主机及其收信服务商", "自行整理"),
    ("no-reply", "没有人看的 @ 前部分，不含分隔符", "自行整理"),
    ("placeholders", "表单和模板里的占位地址", "自行整理"),
    (
        "provider-rules",
        "服务商允许的邮箱名",
        "根据服务商帮助页面整理",
    ),
    (
        "providers",
        "邮箱服务商：运营者、地区、类型、档次",
        "第 1 至 3 档自行整理；第 4 档自行整理并参照 npm free-email-domains 1.12.6、npm email-providers 2.26.0",
    ),
    (
        "receivers",
        "大型收信方对发信方的要求，附来源和日期",
        "根据收信方公布的页面整理",
    ),
    ("relays", "隐私转发服务", "自行整理"),
    (
        "reserved",
        "不会有邮件的保留域名",
        "RFC 2606、RFC 6761、RFC 6762、RFC 7686、RFC 8375、RFC 9476、ICANN",
    ),
    ("roles", "职能邮箱的 @ 前部分：语言和类别", "自行整理"),
    (
        "tld-targets",
        "改正后缀时的目标，按常见程度排列",
        "自行整理",
    ),
    ("tld-typos", "拼错的顶级域名", "自行整理"),
    ("tlds", "IANA 根区的顶级域名", "npm tlds 1.261.0"),
    (
        "typos",
        "拼错的邮箱服务商域名",
        "由 patches/typo-targets.csv 和 patches/typos.csv 生成",
    ),
];

/// What a table holds and where it comes from, in Chinese; `None` for a table without a Chinese text.
pub fn chinese(table: &str) -> Option<(&'static str, &'static str)> {
    TABLES
        .iter()
        .find(|(name, _, _)| *name == table)
        .map(|&(_, what, origin)| (what, origin))
}
