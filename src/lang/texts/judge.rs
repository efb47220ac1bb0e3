//! The judgement's words beside the registry of reasons: decisions, groups, faults of addresses, refusals of a policy.

texts! {
    ROW_PLACE { "row {row}", "第 {row} 行" }
    ROW_PLACE_IN { "row {row} of {file}", " {file} 第 {row} 行" }
    NO_RECORD { "it has neither an MX record nor an address", "既没有 MX 记录，也没有地址" }
    MX_WITHOUT_ADDRESS { "its mail servers have no address", "它的邮件服务器没有地址" }
    OTHER_COLUMN {
        "column {column}: {what}: {decision} ({reason})",
        "第 {column} 列：{what}：{decision}（{reason}）"
    }
    KEEP { "keep", "保留 keep" }
    REVIEW { "review", "复核 review" }
    REMOVE { "remove", "剔除 remove" }

    SYNTAX { "Syntax", "格式" }
    LIST { "List", "名单" }
    TYPO { "Misspellings", "拼写" }
    DOMAIN_CLASS { "Kind of domain", "域名类型" }
    LOCAL_PART { "Local part", "@ 前的部分" }
    DNS { "DNS, certain", "DNS（确定）" }
    DNS_UNKNOWN { "DNS, unknown", "DNS（未知）" }
    OWN_RECORDS { "Own records", "自己的记录" }

    NO_AT { "there is no @", "没有 @" }
    CONTROL { "a control character", "含有控制字符" }
    TOO_LONG { "too long", "过长" }
    NO_LOCAL_PART { "nothing stands before the @", "@ 前没有内容" }
    BAD_LOCAL_PART { "the part before the @ is malformed", "@ 前的部分写法有误" }
    NO_DOMAIN { "nothing stands behind the @", "@ 后没有内容" }
    EMPTY_LABEL { "a dot too many in the domain", "域名里多了点号" }
    DOMAIN_TOO_LONG { "the domain is too long", "域名过长" }
    BAD_CHARACTER { "a character that no domain holds", "域名里有不允许的字符" }
    HYPHEN { "a hyphen at the edge of a domain label", "域名段的首尾不能是连字符" }
    NUMERIC { "the domain ends in a number", "域名以数字结尾" }
    BAD_IDN { "the internationalised domain is malformed", "国际化域名格式有误" }

    TRANSPOSITION { "transposition", "相邻字母颠倒" }
    DOUBLING { "doubling", "叠字多一个或少一个" }
    OMISSION { "omission", "漏打" }
    NEIGHBOUR { "neighbour key", "按到邻键" }
    SLIP { "extra neighbour key", "多按了邻键" }
    LOOKALIKE { "lookalike", "形近" }
    SOUND { "sound", "音近" }
    OTHER_LETTER { "other letter", "其他字母" }

    NO_SUCH_REASON { "there is no reason \"{id}\"", "没有“{id}”这个原因" }
    NO_SUCH_REASON_NEAR {
        "there is no reason \"{id}\", did you mean \"{near}\"?",
        "没有“{id}”这个原因，您是不是想写“{near}”？"
    }
    NO_SUCH_DECISION {
        "\"{text}\" is no decision: keep, review and remove are",
        "“{text}”不是处理方式，可用 keep、review、remove"
    }
    UNKNOWN_CANNOT_REMOVE {
        "{id} cannot remove: it says that nothing is known, and only evidence removes",
        "{id} 不能设为 remove：它只表示情况不明，有证据才能剔除"
    }
}
