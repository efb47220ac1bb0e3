//! The summary of a run.

texts! {
    REASONS { "Reasons", "原因" }
    FURTHER_FINDINGS { "Further findings", "其他发现" }
    MISSPELLINGS { "Misspellings", "拼写错误" }
    ALL_ROWS { "all", "全部" }
    MORE { "more", "其余" }
}
