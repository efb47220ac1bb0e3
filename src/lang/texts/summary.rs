//! The summary of a run.

texts! {
    LISTS { "Lists", "名单" }
    OWN_OUTPUT { "an output of presend", "presend 的结果文件" }
    SKIPPED { "skipped {file}: {why}", "跳过 {file}：{why}" }
    REASONS { "Reasons", "原因" }
    FURTHER_FINDINGS { "Further findings", "其他发现" }
    MISSPELLINGS { "Misspellings", "拼写错误" }
    ALL_ROWS { "all", "全部" }
    MORE { "more", "其余" }

    DETECTED { "{name}: {parts}", "{name}：{parts}" }
    OTHER_LANGUAGE {
        "{encoding} has no characters for messages in this language, the columns get English ones",
        "{encoding} 编码写不出中文，新增各列改用英文"
    }
    FOOTER { "not contacts: the footer of the list", "不是联系人：名单末尾的说明" }
    ROW { "{n} row", "{n} 行" }
    ROWS { "{n} rows", "{n} 行" }
    PREAMBLE_LINE { "{n} line before the header", "表头前有 {n} 行" }
    PREAMBLE_LINES { "{n} lines before the header", "表头前有 {n} 行" }
    FOOTER_ROW { "{n} row of a footer", "末尾说明 {n} 行" }
    FOOTER_ROWS { "{n} rows of a footer", "末尾说明 {n} 行" }
    BLANK_LINE { "{n} blank line dropped", "略去 {n} 个空行" }
    BLANK_LINES { "{n} blank lines dropped", "略去 {n} 个空行" }

    DNS { "DNS: {parts}", "DNS：{parts}" }
    DOMAIN { "{n} domain", "{n} 个域名" }
    DOMAINS { "{n} domains", "{n} 个域名" }
    FROM_FACTS { "{n} from the recording", "{n} 个取自记录" }
    FROM_CACHE { "{n} from the cache", "{n} 个取自缓存" }
    NOT_ASKED { "{n} not asked", "{n} 个未查询" }
    UNKNOWN { "{n} without an answer", "{n} 个没有应答" }
    QUESTION { "{n} question sent", "发出 {n} 次查询" }
    QUESTIONS { "{n} questions sent", "发出 {n} 次查询" }

    OTHER_COLUMN {
        "column {column} holds addresses too: `{flags}` judges both",
        "{column}也有邮箱地址：用 `{flags}` 可一并判断"
    }
    NO_ADDRESS_THERE {
        "an address stands in no cell of column {columns}",
        "{columns}没有任何邮箱地址"
    }
    FEW_ADDRESSES_THERE {
        "an address stands in only {n} of {filled} filled cells of column {columns}",
        "{columns}有 {filled} 个非空单元格，其中只有 {n} 个含有邮箱地址"
    }
    MORE_ELSEWHERE { "{few}, but in {more} of column {other}", "{few}，而{other}有 {more} 个" }
    TAKE_COLUMN { "`--column {number}` takes that one", "用 `--column {number}` 可改用那一列" }
    SPLIT { "{rows} with several addresses: `--split` makes a row of each", "{rows}里有多个地址：用 `--split` 可拆成多行" }
    FIX_TYPOS {
        "{rows} with a misspelling that is certain: `--fix-typos` corrects it",
        "{rows}有确定的拼写错误：用 `--fix-typos` 可自动改正"
    }
    ASK_AGAIN_ONE {
        "{n} domain gave no answer: run it again later, only that one is asked",
        "有 {n} 个域名没有应答：稍后再运行一次，只会补查它"
    }
    ASK_AGAIN {
        "{n} domains gave no answer: run it again later, only they are asked",
        "有 {n} 个域名没有应答：稍后再运行一次，只会补查它们"
    }
    EXPLAIN {
        "`presend explain REASON` tells what a reason means and how to change it",
        "运行 `presend explain 原因编号` 可查看某个原因的含义和调整办法"
    }

    FACT_WRITTEN { "{n} fact written", "已写出 {n} 条记录" }
    FACTS_WRITTEN { "{n} facts written", "已写出 {n} 条记录" }
    FACT_TAKEN { "{n} fact taken into the cache", "已把 {n} 条记录存入缓存" }
    FACTS_TAKEN { "{n} facts taken into the cache", "已把 {n} 条记录存入缓存" }
    FACT { "{n} fact", "{n} 条记录" }
    FACTS { "{n} facts", "{n} 条记录" }
    FACTS_OF { "{facts} of {domains} written", "已写出 {domains}中的 {facts}" }
}
