//! `presend check`.

texts! {
    NOTHING_FOUND { "nothing to report {of}", "{of}没有发现问题" }
    FOUND { "{remove} to remove, {review} to review {of}", "{of}发现 {remove} 个应移除、{review} 个待查看" }
    FOUND_AND_UNKNOWN {
        "{remove} to remove, {review} to review, {unknown} without an answer {of}",
        "{of}发现 {remove} 个应移除、{review} 个待查看，{unknown} 个没有查到结果"
    }
    ONE_ADDRESS { "1 address", "1 个地址" }
    ADDRESSES { "{n} addresses", "{n} 个地址" }
    IN_ONE_FILE { "among {rows} in 1 file", "在 1 个文件的 {rows}中" }
    IN_FILES { "among {rows} in {n} files", "在 {n} 个文件的 {rows}中" }
    ONE_UNREADABLE { "{what}; 1 file could not be read", "{what}；1 个文件无法读取" }
    UNREADABLE { "{what}; {n} files could not be read", "{what}；{n} 个文件无法读取" }
    SHOW_ADDRESSES { "`--show-addresses` shows the addresses in full", "加上 `--show-addresses` 可显示完整地址" }
    WITH_HINT { "{what}; {hint}", "{what}；{hint}" }
    STDOUT_TAKEN {
        "standard output cannot take both the report and the page",
        "标准输出不能同时用于报告和网页"
    }
    PAGE_TO_A_FILE { "write the page to a file, or the report with -o FILE", "请把网页写到文件里，或用 -o FILE 写出报告" }
    EMPTY_FOLDER { "no contact file in the folder {folder}", "文件夹 {folder} 中没有联系人文件" }
    NO_MATCH { "no file matches {glob}", "没有文件匹配 {glob}" }
    SKIPPED { "skipped, no contact file: {file}", "已跳过，不是联系人文件：{file}" }
    ONE_SKIPPED { "{n} file skipped that is no contact file", "跳过了 {n} 个非联系人文件" }
    SKIPPED_FILES { "{n} files skipped that are no contact files", "跳过了 {n} 个非联系人文件" }
    ONE_IGNORED { "{n} finding ignored by a comment", "{n} 个问题因注释而忽略" }
    IGNORED { "{n} findings ignored by comments", "{n} 个问题因注释而忽略" }
    ONE_ALLOWED { "{n} finding allowed by `[[allow]]`", "{n} 个问题已由 `[[allow]]` 放行" }
    ALLOWED { "{n} findings allowed by `[[allow]]`", "{n} 个问题已由 `[[allow]]` 放行" }
    ONE_IN_BASELINE { "{n} finding is in the baseline", "{n} 个问题已在基线中" }
    IN_BASELINE { "{n} findings are in the baseline", "{n} 个问题已在基线中" }
    EXPIRED {
        "the `[[allow]]` entry for {entry} held until {until} and holds no longer",
        "`[[allow]]` 条目 {entry} 的有效期到 {until}，已失效"
    }
    ONE_STALE {
        "{n} finding of the baseline was not found any more: `--write-baseline` drops it",
        "基线中有 {n} 个问题已不存在：用 `--write-baseline` 可清除"
    }
    STALE {
        "{n} findings of the baseline were not found any more: `--write-baseline` drops them",
        "基线中有 {n} 个问题已不存在：用 `--write-baseline` 可清除"
    }
    BASELINE_OF_ONE { "{n} finding written to the baseline {file}", "已将 {n} 个问题写入基线 {file}" }
    BASELINE_WRITTEN { "{n} findings written to the baseline {file}", "已将 {n} 个问题写入基线 {file}" }
    NO_BASELINE { "cannot read the baseline {file}: {error}", "无法读取基线 {file}：{error}" }
    WRITE_BASELINE { "`--write-baseline` makes one", "用 `--write-baseline` 可生成基线" }
    BAD_BASELINE { "{file} is no baseline of presend", "{file} 不是 presend 的基线文件" }
    NO_SUCH_REASON {
        "{place}: presend:ignore names {text}, which is no reason",
        "{place}：presend:ignore 中的 {text} 不是有效的原因"
    }
    CANNOT_WRITE { "cannot write {file}: {error}", "无法写入 {file}：{error}" }
    ALLOW_ENTRIES { "must be entries, each under `[[allow]]`", "必须是若干条目，每条以 `[[allow]]` 开头" }
    ALLOW_TEXT { "{key} must be a text", "{key} 必须是文本" }
    ALLOW_DATE { "{text} is no date as in 2027-01-31", "{text} 不是 2027-01-31 这样的日期" }
    ALLOW_DOMAIN { "{text} is no domain", "{text} 不是域名" }
    ALLOW_ADDRESS { "{text} is no address", "{text} 不是邮箱地址" }
    NO_REASON { "there is no reason {text}", "没有名为 {text} 的原因" }
    ALLOW_NOTHING {
        "name an address, a domain or a reason",
        "请写出 address、domain 或 reason 中的至少一项"
    }
    ALLOW_WHY { "say why: the key is missing or empty", "请说明理由：缺少 why 或 why 为空" }
    ALLOW_ENTRY { "{file}: entry {n} of `[[allow]]`: {what}", "{file}：`[[allow]]` 第 {n} 条：{what}" }
    ALLOW_KEY { "{key} is no key of an entry", "{key} 不是条目的键" }
    DID_YOU_MEAN { "did you mean {near}?", "您是不是想写 {near}？" }
    KEYS_ARE { "the keys are {keys}", "可用的键有 {keys}" }
}
