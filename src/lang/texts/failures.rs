//! Why a command could not do its job, and what to do about it.

texts! {
    INTERRUPTED { "interrupted, no output was written", "已中断，没有写出任何文件" }
    ABOUT { "{subject}: {what}", "{subject}：{what}" }
    DID_YOU_MEAN { "did you mean {this}?", "您是不是想写 {this}？" }
    BUG { "presend has a bug at {place}: {what}", "presend 出现程序错误（{place}）：{what}" }
    REPORT_BUG {
        "please report this line; the input was not touched and no output was written",
        "请把这一行反馈给我们；原名单没有改动，也没有写出任何文件"
    }

    STDOUT_TAKEN {
        "standard output cannot take both a list and --format json",
        "标准输出不能同时用于名单和 --format json"
    }
    WRITE_TO_A_FILE { "write the list to a file", "请把名单写到文件里" }
    NO_LIST_IN { "there is no list in {folder}", "{folder} 中没有名单" }
    FLAG_OF_ONE_LIST {
        "{flag} names the file of one list, and a folder holds several",
        "{flag} 指定的是一份名单的文件，而文件夹里有多份"
    }
    OUTPUTS_BESIDE {
        "without it the outputs stand beside each list",
        "不写该参数时，结果放在各名单旁边"
    }
    NO_LIST { "no list is named", "没有指定名单" }
    CANNOT_WRITE { "cannot write {file}: {why}", "无法写入 {file}：{why}" }
    NO_CACHE_FOLDER { "there is no cache folder", "找不到缓存文件夹" }
    NO_CACHE { "there is no cache {file}", "没有缓存文件 {file}" }
    NAME_THE_CACHE { "name the cache with --cache FILE", "请用 --cache FILE 指定缓存文件" }
    STANDARD_INPUT { "standard input", "标准输入" }
    NEITHER_ADDRESS_NOR_REASON {
        "\"{what}\" is neither an address nor the id of a reason",
        "“{what}”既不是邮箱地址，也不是原因的编号"
    }
    LIST_THE_REASONS { "`presend explain` lists the reasons", "运行 `presend explain` 可列出全部原因" }

    LIST_WITHOUT_FILE { "no file is named", "没有指定文件" }
    LIST_FORMS {
        "write NAME=FILE to replace a table, NAME=+FILE to add to it",
        "用 NAME=FILE 替换一个表，用 NAME=+FILE 往表里追加"
    }
    UNREADABLE { "cannot read {file}: {why}", "无法读取 {file}：{why}" }
    NOT_UTF8 { "it is not UTF-8 text, save it as such", "不是 UTF-8 编码的文本，请另存为 UTF-8" }
    NO_DELIMITER { "that is no delimiter", "它不能作分隔符" }
    DELIMITER_FORMS {
        "give one character, or tab, comma, semicolon, pipe",
        "请给出一个字符，或 tab、comma、semicolon、pipe 之一"
    }
    NOT_AN_IP { "that is no IP address", "它不是 IP 地址" }
    RESOLVER_FORMS {
        "write IP or IP:PORT, as in 192.0.2.53 or [2001:db8::53]:53",
        "请写成 IP 或 IP:PORT，例如 192.0.2.53 或 [2001:db8::53]:53"
    }
    CACHE_MOVED {
        "the cache was damaged; it was moved to {file} and a new one begun",
        "缓存文件已损坏，已移到 {file} 并新建了一个"
    }
    NAME_ANOTHER_CACHE { "name a file that does not exist yet", "请指定一个尚不存在的文件" }
    WITHOUT_CACHE { "running without the cache: {why}", "本次不使用缓存：{why}" }
    CACHE_FAILED { "the cache failed during the run: {why}", "运行中缓存出错：{why}" }

    VARIABLE_UNKNOWN { "the variable {name} is no setting", "环境变量 {name} 不是有效的设置" }
    OF_ONE_RUN {
        "{name} belongs to one run and is no setting: give it on the command line",
        "{name} 只用于单次运行，不能作为设置：请写在命令行上"
    }
    VARIABLE_NOT_UTF8 { "{name}: not valid UTF-8", "{name}：不是有效的 UTF-8" }
    VARIABLE_NOT_BOOL {
        "{name}: \"{text}\" is neither true nor false",
        "{name}：“{text}”既不是 true 也不是 false"
    }
    KEY_UNKNOWN { "{file}: the key \"{key}\" is no setting", "{file}：“{key}”不是有效的设置" }
    SETTINGS_ARE_FLAGS {
        "`presend clean --help` lists the flags, each is a setting",
        "`presend clean --help` 列出全部参数，每个参数都可以作为设置"
    }
    SETTINGS_UNREADABLE { "cannot read the settings file {file}: {why}", "无法读取设置文件 {file}：{why}" }
    NOT_TOML { "{file}:{line}: {detail}", "{file} 第 {line} 行不是有效的 TOML（{detail}）" }
    IN_REASONS { "{file}: [reasons] {what}", "{file}：[reasons] 中 {what}" }
    REASONS_NO_TABLE { "must be a table of reason = \"decision\"", "每行须写成“原因 = \"处理方式\"”" }
    DECISION_NO_TEXT { "{id}: the decision must be a text", "{id}：处理方式须是带引号的文字" }
    NOT_BOOL { "must be true or false", "须是 true 或 false" }
    ITEM_WRONG { "each item must be a text or a number", "每一项须是文字或数字" }
    VALUE_WRONG { "must be a text, a number, or a list of them", "须是文字、数字，或它们的列表" }
}
