//! The help in Chinese. Its English stands at the arguments themselves, in `src/cli/args.rs`; a test there holds that
//! nothing is missing.

texts! {
    USAGE { "Usage: ", "用法：" }
    COMMANDS { "Commands:", "命令：" }
    ARGUMENTS { "Arguments:", "参数：" }
    OPTIONS { "Options:", "选项：" }
    DEFAULT { "[default: {values}]", "[默认：{values}]" }
    VALUES { "[possible values: {values}]", "[可选值：{values}]" }
}

/// What the parser writes into a line of usage.
pub const USAGE_WORDS: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("[COMMAND]", "[命令]"),
    ("<COMMAND>", "<命令>"),
];

/// Headings of arguments.
const HEADINGS: &[(&str, &str)] = &[
    ("General", "常规："),
    ("DNS", "DNS："),
    ("Input", "输入："),
    ("Judgement", "判断："),
    ("Output", "输出："),
    ("Files", "文件："),
    ("Gate", "关卡："),
    ("Report", "报告："),
    ("Sending", "发信："),
];

/// What each command does.
const ABOUT: &[(&str, &str)] = &[
    ("presend", "把联系人名单整理成可以放心群发的名单"),
    (
        "presend clean",
        "清理联系人名单：逐行判断保留、复核还是剔除，并说明原因",
    ),
    (
        "presend check",
        "像 `clean` 一样判断联系人文件，但不写出名单；有应剔除的地址时以失败退出，可用作 CI 关卡",
    ),
    (
        "presend explain",
        "说明一个地址是怎样判断的，或某个原因是什么意思",
    ),
    (
        "presend lists",
        "查看内置数据表：条目、来源、许可、日期；保存自己的条目",
    ),
    (
        "presend facts",
        "记录一份名单的 DNS 应答，或从缓存导出、导入缓存",
    ),
    ("presend facts export", "把缓存里的 DNS 应答写成记录文件"),
    ("presend facts import", "把记录文件里仍然有效的应答存入缓存"),
    (
        "presend sender",
        "检查域名能否发信：SPF、DKIM、DMARC、MX、PTR、黑名单、大型收信方的规则",
    ),
    ("presend init", "查看文件夹，生成一份列出全部设置的设置文件"),
    ("presend completions", "输出命令行补全脚本"),
    ("presend man", "输出使用手册页"),
    ("presend help", "显示帮助，或某个命令的帮助"),
    ("presend facts help", "显示帮助，或某个命令的帮助"),
];

/// What stands behind the help of a command.
const AFTER: &[(&str, &str)] = &[(
    "presend",
    "`presend LIST` 就是 `presend clean LIST`。\n\
     退出码：0 完成，1 `check` 或 `sender` 发现问题，2 用法或设置有误，3 名单无法使用，4 结果没有写出，\
     5 已完成但部分名单无法查询 DNS，130 被中断",
)];

/// What each argument means: its command, empty for all that have it, its id, its text.
const ARGUMENTS_OF: &[(&str, &str, &str)] = &[
    ("", "lang", "消息的语言 [默认：系统语言，不是中文时用英文]"),
    ("", "format", "汇总的形式"),
    ("", "quiet", "只显示错误"),
    ("", "verbose", "显示更多过程信息"),
    ("", "color", "何时使用颜色"),
    ("", "no_progress", "不显示进度"),
    (
        "",
        "config",
        "设置文件 [默认：presend.toml，从当前文件夹逐级向上查找]",
    ),
    ("", "help", "显示帮助"),
    ("", "version", "显示版本"),
    (
        "",
        "offline",
        "不做任何查询：只用不需要网络的检查，以及 --facts",
    ),
    (
        "",
        "resolver",
        "要查询的 DNS 服务器，可写多次 [默认：系统的服务器]",
    ),
    ("", "timeout", "每次查询最多等几秒"),
    ("", "concurrency", "同时进行的查询数上限"),
    (
        "",
        "rate",
        "每秒查询数上限，0 为不限 [默认：公共服务器 100，内网服务器 500]",
    ),
    (
        "",
        "mx_hosts",
        "还要查询邮件服务器的地址（每个域名最多多一次查询）",
    ),
    ("", "facts", "`presend facts` 记录的应答；只查询其中没有的"),
    (
        "",
        "cache",
        "应答保存在哪里，供以后使用 [默认：用户的缓存文件夹]",
    ),
    ("", "no_cache", "不保存应答，也不用保存过的"),
    (
        "",
        "encoding",
        "名单的编码，例如 gbk 或 utf-8 [默认：自动识别]",
    ),
    (
        "",
        "delimiter",
        "名单的分隔符：一个字符，或 tab、comma、semicolon、pipe [默认：自动识别]",
    ),
    (
        "",
        "sheet",
        "工作簿中的工作表，写名称或从 1 数起的序号 [默认：第一个含有地址的]",
    ),
    ("", "no_header", "第一行就是联系人，没有表头"),
    (
        "",
        "column",
        "邮箱所在的列，写列名或从 1 数起的列号；可写多次，第一个能发送的地址起决定作用",
    ),
    (
        "",
        "max_field",
        "一个单元格最长多少字节，超过则视为文件有误",
    ),
    ("", "fix_typos", "自动改正确定的拼写错误"),
    (
        "",
        "list",
        "自己的条目：NAME=FILE 替换一个表，NAME=+FILE 往表里追加；也可用 `allow`（白名单）和 `block`（黑名单）",
    ),
    (
        "",
        "own_lists",
        "`presend lists --update` 把自己的条目保存在哪里 [默认：用户数据文件夹]",
    ),
    ("", "no_own_lists", "不使用已保存的条目"),
    (
        "presend lists",
        "update",
        "保存自己的条目，以后每次运行都使用：NAME=FILE 替换一个表，NAME=+FILE 往表里追加",
    ),
    ("presend lists", "forget", "删除为一个表保存的条目"),
    (
        "presend clean",
        "input",
        "联系人名单，`-` 为标准输入；写文件夹则清理其中每份名单",
    ),
    (
        "presend clean",
        "output",
        "可发送的名单，`-` 为标准输出 [默认：原名单旁的 LIST.clean.csv]",
    ),
    (
        "presend clean",
        "review",
        "需要人工复核的行 [默认：LIST.review.csv]",
    ),
    (
        "presend clean",
        "removed",
        "不应发送的行 [默认：LIST.removed.csv]",
    ),
    (
        "presend clean",
        "annotated",
        "改为把所有行按原顺序写到一个文件，`-` 为标准输出",
    ),
    ("presend clean", "force", "覆盖上次的结果"),
    (
        "presend clean",
        "across",
        "清理文件夹时，同一邮箱只在第一份名单里保留",
    ),
    ("presend clean", "split", "一个单元格里有多个地址时拆成多行"),
    (
        "presend clean",
        "prefer_fullest",
        "重复的行里保留填得最全的那一行，而不是第一行",
    ),
    (
        "presend clean",
        "with_provider_column",
        "增加一列，写明由谁收信（腾讯企业邮、Google Workspace 等）",
    ),
    (
        "presend clean",
        "excel_safe",
        "在会被表格软件当成公式的单元格前加上 '",
    ),
    (
        "presend clean",
        "excel",
        "UTF-8 名单没有 BOM 时给结果加上，使 Excel 和 WPS 能正确打开",
    ),
    (
        "presend clean",
        "report",
        "写一份关于名单的网页报告，用浏览器打开，`-` 为标准输出",
    ),
    (
        "presend clean",
        "report_rows",
        "网页报告中每个原因显示多少行",
    ),
    (
        "presend check",
        "files",
        "文件、文件夹或通配符，`-` 为标准输入",
    ),
    (
        "presend check",
        "include",
        "在文件夹中改为检查匹配的文件，而不是按常见扩展名；可写多次",
    ),
    (
        "presend check",
        "exclude",
        "在文件夹中跳过匹配的文件和文件夹；可写多次",
    ),
    ("presend check", "baseline", "已知的问题；只报告其余的"),
    (
        "presend check",
        "write_baseline",
        "把发现的问题写入基线，并去掉已不存在的 [默认：presend-baseline.json]",
    ),
    ("presend check", "dns", "查询 DNS；不写则什么也不查询"),
    ("presend check", "exit_zero", "无论发现什么都以 0 退出"),
    ("presend check", "fail_on", "达到哪种判断就算失败"),
    ("presend check", "force", "覆盖上次的报告"),
    ("presend check", "output", "把报告写到文件，而不是标准输出"),
    (
        "presend check",
        "report",
        "写一份关于检查结果的网页报告，用浏览器打开，`-` 为标准输出",
    ),
    (
        "presend check",
        "report_rows",
        "网页报告中每个原因显示多少处",
    ),
    (
        "presend check",
        "show_addresses",
        "完整显示地址，而不是 j***@example.com",
    ),
    (
        "presend explain",
        "what",
        "一个地址，或一个原因的编号；不写则列出全部原因",
    ),
    (
        "presend lists",
        "what",
        "要查看的表，或要在所有表里查找的域名或 @ 前部分",
    ),
    (
        "presend facts",
        "input",
        "要查询其域名的联系人名单，`-` 为标准输入",
    ),
    ("presend facts", "output", "记录文件，`-` 为标准输出"),
    ("presend facts", "force", "覆盖已有的记录文件"),
    (
        "presend sender",
        "domain",
        "发信域名 [默认：--from、--mail-from、--message 或 --helo 中的域名]",
    ),
    ("presend sender", "ip", "发信服务器的 IP 地址，可写多次"),
    (
        "presend sender",
        "helo",
        "发信服务器在 HELO 或 EHLO 中报出的名称",
    ),
    (
        "presend sender",
        "mail_from",
        "信封发件人，退信发往这里；空表示没有 [默认：DOMAIN 下的一个地址]",
    ),
    (
        "presend sender",
        "from",
        "收件人看到的发件人地址 [默认：DOMAIN 下的一个地址]",
    ),
    ("presend sender", "selector", "DKIM 选择器，可写多次"),
    (
        "presend sender",
        "message",
        "一封发出的邮件，带全部标头：验证其 DKIM 签名",
    ),
    (
        "presend sender",
        "volume",
        "每天的邮件数，用于大型收信方的规则",
    ),
    ("presend sender", "only", "只做这些检查"),
    ("presend sender", "offline", "不做任何查询"),
    (
        "presend init",
        "folder",
        "名单所在的文件夹，`presend.toml` 写在其中",
    ),
    ("presend init", "force", "覆盖已有的设置文件"),
    ("presend completions", "shell", "shell 的名称"),
    ("presend man", "dir", "改为把每个命令的手册页写到这个文件夹"),
    ("presend facts export", "file", "记录文件，`-` 为标准输出"),
    ("presend facts export", "force", "覆盖已有的记录文件"),
    ("presend facts import", "file", "记录文件，`-` 为标准输入"),
];

/// The Chinese of a heading.
pub fn heading(english: &str) -> Option<&'static str> {
    find(HEADINGS, english)
}

/// What the command does, in Chinese. `path` is the command with those around it: `presend facts export`.
pub fn about(path: &str) -> Option<&'static str> {
    find(ABOUT, path)
}

/// What stands behind the command's help, in Chinese.
pub fn after(path: &str) -> Option<&'static str> {
    find(AFTER, path)
}

/// What an argument of the command means, in Chinese: its own text, else the one for all commands.
pub fn argument(path: &str, id: &str) -> Option<&'static str> {
    [path, ""].into_iter().find_map(|of| {
        ARGUMENTS_OF
            .iter()
            .find(|(command, name, _)| *command == of && *name == id)
            .map(|&(_, _, text)| text)
    })
}

/// Every command and argument that has a text here.
pub fn keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    let arguments = ARGUMENTS_OF.iter().map(|&(path, id, _)| (path, id));
    ABOUT.iter().map(|&(path, _)| (path, "")).chain(arguments)
}

fn find(texts: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    texts
        .iter()
        .find(|(name, _)| *name == key)
        .map(|&(_, text)| text)
}
