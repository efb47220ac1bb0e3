//! What is wrong with DMARC records, and why mail does not pass.

texts! {
    HOLDS { "policy {policy}, at {place}", "策略 {policy}，位于 {place}" }
    NO_P { "p= is missing", "缺少 p=" }
    AS_NONE { "p=none", " p=none（不做处理）" }
    AS_NOTHING { "no record", "没有记录" }
    SPF_APART { "SPF vouches for {domain}, which belongs to another organisation", "SPF 验证的是 {domain}，属于另一组织" }
    SPF_FAILS { "SPF does not pass for {domain}", "{domain} 的 SPF 没有通过" }
    DKIM_APART { "DKIM vouches for {domain}, which belongs to another organisation", "DKIM 签名的是 {domain}，属于另一组织" }
    DKIM_FAILS { "DKIM does not pass for {domain}", "{domain} 的 DKIM 没有通过" }
}
