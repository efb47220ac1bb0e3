//! What the big receivers ask for, and why a freemail address is no sender.

texts! {
    SPF { "SPF must pass", "SPF 必须通过" }
    DKIM { "DKIM must pass", "DKIM 必须通过" }
    SPF_OR_DKIM { "SPF or DKIM must pass", "SPF 或 DKIM 必须通过其一" }
    SPF_NOT_FAILING { "SPF must not fail", "SPF 不得失败" }
    DMARC { "a DMARC record must hold, at least p=none", "必须有 DMARC 记录，至少 p=none" }
    ALIGNED { "the domain in From must be aligned with SPF or DKIM", "发件人域名必须与 SPF 或 DKIM 对齐" }
    ENVELOPE { "envelope sender and From must have one domain", "信封发件人与发件人的域名必须相同" }
    PTR { "the sending address must have a name that leads back", "发信 IP 的正反向解析必须一致" }
    TLS { "mail must be sent over TLS", "必须用 TLS 发送" }
    ONE_CLICK { "the headers must offer one-click unsubscribe (RFC 8058)", "标头必须支持一键退订（RFC 8058）" }
    SPAM_RATE { "spam complaints must stay under 0.3 %, better under 0.1 %", "垃圾邮件投诉率必须低于 0.3%，最好低于 0.1%" }
    UNPUBLISHED { "no rules for senders are published", "没有公布对发信方的规则" }

    ALIYUN { "Alibaba Mail", "阿里邮箱" }
    GMAIL { "Gmail", "Gmail 邮箱" }
    NETEASE { "NetEase (163.com, 126.com)", "网易邮箱（163.com、126.com）" }
    OUTLOOK { "Outlook.com", "Outlook.com 邮箱" }
    QQ { "QQ Mail and Exmail", "QQ 邮箱和腾讯企业邮" }
    YAHOO { "Yahoo", "雅虎邮箱" }

    MEETS { "meets", "符合" }
    FAILS { "fails", "不符合" }
    FROM_VOLUME { "from {n} messages a day on", "每天 {n} 封起" }

    FREEMAIL_REJECT {
        "its DMARC policy is reject: receivers refuse what its own servers did not send",
        "它的 DMARC 策略是 reject：不是它自己的服务器发出的，收信方会拒收"
    }
    FREEMAIL_QUARANTINE {
        "its DMARC policy is quarantine: what its own servers did not send goes to the spam folder",
        "它的 DMARC 策略是 quarantine：不是它自己的服务器发出的会进垃圾箱"
    }
    FREEMAIL_NONE {
        "only its own servers can sign for it, and mail from others fails DMARC",
        "只有它自己的服务器能为它签名，其他服务器发出的过不了 DMARC"
    }
}

/// The receivers of `data/receivers.csv`.
const RECEIVERS: &[(&str, Text)] = &[
    ("aliyun", ALIYUN),
    ("gmail", GMAIL),
    ("netease", NETEASE),
    ("outlook", OUTLOOK),
    ("qq", QQ),
    ("yahoo", YAHOO),
];

/// The name of a receiver; `None` for one without a text.
pub fn receiver(id: &str) -> Option<Text> {
    let known = RECEIVERS.iter().find(|(name, _)| *name == id);
    known.map(|&(_, text)| text)
}
