//! What blocklists say, and why they say nothing.

texts! {
    COUNTS {
        "{asked} questions, {told} answered, {listed} listed",
        "查询 {asked} 次，{told} 次有结果，{listed} 次在列"
    }
    PUBLIC {
        "asked through a public resolver, which the list refuses ({code})",
        "通过公共 DNS 服务器查询，该名单拒绝回答（{code}）"
    }
    TOO_MANY { "too many questions came from this resolver ({code})", "来自该 DNS 服务器的查询过多（{code}）" }
    MISSPELT { "the list says that the question is misspelt ({code})", "该名单说查询写错了（{code}）" }
    REFUSED { "the list refuses to answer this resolver ({code})", "该名单拒绝回答这个 DNS 服务器（{code}）" }
    UNDOCUMENTED { "the list answers {code}, which it does not document", "该名单返回 {code}，其说明中没有这个代码" }
    OUTSIDE {
        "the answer {code} is none of a blocklist, somebody else answers for its zone",
        "返回的 {code} 不是黑名单的应答，可能有人代为应答"
    }
    NO_ANSWER { "no answer ({fault})", "没有应答（{fault}）" }
    WILDCARD { "the list lists everything, its counter-test too", "该名单把什么都列入，连反向测试也在其中" }
    SILENT_TEST {
        "the list does not list its own test entry, so that it is dead or not reached",
        "该名单的测试条目查不到，说明它已停用或无法访问"
    }

    LISTED { "listed", "在列" }
    SPAM { "spam", "垃圾邮件" }
    PHISHING { "phishing", "钓鱼" }
    MALWARE { "malware", "恶意软件" }
    BOTNET { "botnet", "僵尸网络" }
    ABUSE { "abuse", "滥用" }
    CRACKED { "hacked site", "被入侵的网站" }
    DISPOSABLE { "disposable addresses", "一次性邮箱" }
    ABUSED_SPAM { "legitimate domain abused for spam", "正常域名被用于垃圾邮件" }
    ABUSED_REDIRECTOR { "legitimate domain abused for redirects", "正常域名被用于跳转" }
    ABUSED_PHISHING { "legitimate domain abused for phishing", "正常域名被用于钓鱼" }
    ABUSED_MALWARE { "legitimate domain abused for malware", "正常域名被用于恶意软件" }
    ABUSED_BOTNET { "legitimate domain abused by a botnet", "正常域名被僵尸网络利用" }
    BLACK { "black: spam", "黑：垃圾邮件" }
    GREY { "grey: bulk mail that some call spam", "灰：有人视为垃圾的群发邮件" }
    RED { "red: young or hidden owner", "红：新注册或隐藏所有者" }
    SBL { "SBL: source of spam", "SBL：垃圾邮件来源" }
    CSS { "CSS: source of low-reputation mail", "CSS：信誉低的发信来源" }
    XBL { "XBL: hacked or infected machine", "XBL：被入侵或中毒的机器" }
    DROP { "DROP: hijacked network", "DROP：被劫持的网段" }
    PBL { "PBL: line that should not send mail itself", "PBL：不应直接发信的线路" }
}

/// The words of the lists in `data/blocklists.csv`.
const MEANINGS: &[(&str, Text)] = &[
    ("listed", LISTED),
    ("spam", SPAM),
    ("phishing", PHISHING),
    ("malware", MALWARE),
    ("botnet", BOTNET),
    ("abuse", ABUSE),
    ("cracked", CRACKED),
    ("disposable", DISPOSABLE),
    ("abused-spam", ABUSED_SPAM),
    ("abused-redirector", ABUSED_REDIRECTOR),
    ("abused-phishing", ABUSED_PHISHING),
    ("abused-malware", ABUSED_MALWARE),
    ("abused-botnet", ABUSED_BOTNET),
    ("black", BLACK),
    ("grey", GREY),
    ("red", RED),
    ("SBL", SBL),
    ("CSS", CSS),
    ("XBL", XBL),
    ("DROP", DROP),
    ("PBL", PBL),
];

/// What a word of a list means; `None` for one without a text.
pub fn meaning(word: &str) -> Option<Text> {
    let known = MEANINGS.iter().find(|(name, _)| *name == word);
    known.map(|&(_, text)| text)
}
