//! What is wrong with resolvers, caches and recordings.

texts! {
    NO_SERVER {
        "no DNS resolver is configured on this system: name one with --resolver IP, or use --offline",
        "本机没有配置 DNS 服务器：请用 --resolver IP 指定一个，或使用 --offline"
    }
    PROBE_FAILED {
        "the DNS resolver {server} {why}: check the network, name another with --resolver IP, or use --offline",
        "DNS 服务器 {server} {why}：请检查网络，用 --resolver IP 另指定一个，或使用 --offline"
    }
    LYING {
        "the DNS resolver {server} gives {answer} for {name}, which cannot exist, so its word that a domain lives or not is worthless: name another with --resolver IP",
        "DNS 服务器 {server} 对不可能存在的 {name} 返回了 {answer}，因此它说某个域名存在或不存在都不可信：请用 --resolver IP 另指定一个"
    }
    BREAKER {
        "{failed} of the first {of} DNS questions found no reply, so asking stopped: try again with a lower --rate or another --resolver IP",
        "前 {of} 次 DNS 查询有 {failed} 次没有应答，已停止查询：请降低 --rate 或用 --resolver IP 换一个再试"
    }
    BLIND {
        "does not know the public DNS (it says that .com does not exist)",
        "查不到公网域名（它说 .com 不存在）"
    }
    FAILING {
        "the DNS resolver failed {failed} of {of} domains, which says more of it than of them: try again later, or with another --resolver IP",
        "{of} 个域名中有 {failed} 个查询失败，问题多半出在 DNS 服务器：请稍后再试，或用 --resolver IP 换一个"
    }
    WALLED {
        "the DNS resolver on this machine says that .com does not exist: unless it serves private names only, it is cut off from the public DNS and calls every domain dead",
        "本机的 DNS 服务器说 .com 不存在：除非它只管内部域名，否则它连不上公网 DNS，会把所有域名都说成不存在"
    }
    ONE_UNASKED { "{n} domain could not be asked for", "有 {n} 个域名无法查询" }
    UNASKED { "{n} domains could not be asked for", "有 {n} 个域名无法查询" }
    CANNOT_ASK { "cannot be asked ({detail})", "无法查询（{detail}）" }
    NOT_ASKED { "could not be asked", "无法查询" }
    SILENT { "does not answer", "没有应答" }
    REFUSES { "refuses to answer", "拒绝应答" }
    FAILS { "answers with a failure (SERVFAIL or FORMERR)", "应答出错（SERVFAIL 或 FORMERR）" }
    UNREACHABLE { "cannot be reached", "无法连接" }
    MUMBLES {
        "does not say that a name under .invalid does not exist",
        "对 .invalid 下不存在的域名没有返回“不存在”"
    }

    CACHE_FOREIGN {
        "{file} is no cache of presend, and was left as it is",
        "{file} 不是 presend 的缓存文件，已原样保留"
    }
    CACHE_UNOPENED { "the DNS cache {file} cannot be opened: {why}", "无法打开 DNS 缓存 {file}：{why}" }
    CACHE_UNUSABLE { "the DNS cache {file} cannot be used: {why}", "无法使用 DNS 缓存 {file}：{why}" }

    FACTS_UNREADABLE { "{name}: {why}", "{name}：{why}" }
    FACTS_LINE { "{name}:{line}: {what}", "{name} 第 {line} 行：{what}" }
    TWICE { "{domain} stands here a second time", "{domain} 重复出现" }
    MX_ELSEWHERE { "\"mx\" belongs to the route \"mx\" only", "只有 route 为“mx”时才能有“mx”" }
    ADDRESSES_ELSEWHERE {
        "\"addresses\" belongs to the route \"implicit-a\" only",
        "只有 route 为“implicit-a”时才能有“addresses”"
    }
    ADDRESSES_MISSING { "the route \"implicit-a\" needs \"addresses\"", "route 为“implicit-a”时须有“addresses”" }
    MX_MISSING {
        "the route \"mx\" needs \"mx\" with at least one host",
        "route 为“mx”时“mx”里至少要有一台主机"
    }
    NO_TIME {
        "\"at\" is not a time like 2026-11-24T08:00:00Z: \"{at}\"",
        "“at”须是 2026-11-24T08:00:00Z 这样的时间，而不是“{at}”"
    }
    NO_DOMAIN {
        "\"{name}\" is not a domain in lower-case A-labels without a trailing dot",
        "“{name}”不是小写、末尾不带点的域名（A-label 形式）"
    }
    NO_FACT { "{detail} (column {column})", "第 {column} 列起不是有效的记录（{detail}）" }
}
