//! The one home of every reason. The parser, `explain`, `docs/reasons.md` and the tests over all
//! reasons are made from it. Within one decision, the order here picks the primary reason.

use super::reason::{Decision, Group, Reason, Spec};
use crate::lang::Text;

/// Each entry: the name in code, the id, the group, the default decision; then title, message and
/// explanation, in English and in Chinese.
macro_rules! reasons {
    ($($name:ident $id:literal $group:ident $decision:ident {
        $title_en:literal, $title_zh:literal;
        $message_en:literal, $message_zh:literal;
        $explain_en:literal, $explain_zh:literal;
    })*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($name,)* }

        pub(super) const REGISTRY: &[Spec] = &[$(Spec {
            id: $id,
            group: Group::$group,
            decision: Decision::$decision,
            title: Text { en: $title_en, zh: $title_zh },
            message: Text { en: $message_en, zh: $message_zh },
            explain: Text { en: $explain_en, zh: $explain_zh },
        },)*];

        impl Reason {
            $(
            #[doc = concat!("`", $id, "`: ", $title_en, ".")]
            pub const $name: Reason = Reason(Place::$name as u8);
            )*
        }
    };
}

reasons! {
    EMPTY "empty" Syntax Remove {
        "no address", "没有地址";
        "the cell holds no address",
        "单元格里没有邮箱地址";
        "Nothing in the cell looks like an address: it is blank, a placeholder such as n/a, a phone number or a web page.",
        "单元格是空的，或者只有占位符、电话号码、网址，里面没有邮箱地址。";
    }
    SYNTAX_INVALID "syntax-invalid" Syntax Remove {
        "not an address", "格式错误";
        "this is not a valid address: {what}",
        "不是有效的邮箱地址：{what}";
        "No mail server accepts what stands in the cell, and no repair that loses nothing makes an address of it (RFC 5321, section 4.1.2).",
        "单元格里的内容不符合邮箱地址的格式（RFC 5321 第 4.1.2 节），也无法在不丢失信息的前提下修复。";
    }
    ADDRESS_TOO_LONG "address-too-long" Syntax Remove {
        "too long", "地址过长";
        "the address is longer than mail allows",
        "地址超过了邮件协议允许的长度";
        "At most 64 octets may stand before the @, 255 behind it and 254 in all (RFC 5321, section 4.5.3.1).",
        "@ 前最多 64 字节，@ 后最多 255 字节，总长最多 254 字节（RFC 5321 第 4.5.3.1 节）。";
    }
    CONTROL_CHARACTER "control-character" Syntax Remove {
        "control character", "含控制字符";
        "the address holds a control character",
        "地址里含有不可见的控制字符";
        "A control character stands inside the address. It comes from a broken export, and what was there before cannot be known.",
        "地址中间有控制字符，通常是导出出错造成的，无法得知原来的内容。";
    }
    RESERVED_DOMAIN "reserved-domain" Syntax Remove {
        "reserved domain", "保留域名";
        "{domain} is a reserved name that never receives mail",
        "{domain} 是保留名称，永远收不到邮件";
        "The domain is reserved for documentation, tests or local networks (RFC 2606, RFC 6761), or it is a single label such as localhost.",
        "该域名保留给文档、测试或本地网络使用（RFC 2606、RFC 6761），或者只有一段（如 localhost）。";
    }
    UNKNOWN_TLD "unknown-tld" Syntax Remove {
        "no such top-level domain", "顶级域名不存在";
        "the top-level domain .{tld} does not exist",
        "顶级域名 .{tld} 不存在";
        "The last part of the domain does not stand in the root zone of DNS, so no such domain can exist. `presend lists` tells how old the table is.",
        "域名的最后一段不在 DNS 根区里，这样的域名不可能存在。运行 `presend lists` 可查看该表的日期。";
    }
    MULTIPLE_ADDRESSES "multiple-addresses" Syntax Review {
        "several addresses", "多个地址";
        "the cell holds several addresses: {addresses}",
        "单元格里有多个地址：{addresses}";
        "Several addresses stand in one cell. `--split` makes a row of each.",
        "一个单元格里有多个地址。使用 `--split` 可把它们拆成多行。";
    }
    ADDRESS_ELSEWHERE "address-elsewhere" Syntax Review {
        "address in another column", "地址在别的列";
        "the cell holds no address, but column {column} holds {address}",
        "单元格里没有邮箱地址，但第 {column} 列有 {address}";
        "The address stands beside its column: a delimiter inside a name was not quoted, or a cell was pasted into the wrong place. Put it right and clean the list again.",
        "地址不在邮箱这一列：可能是名称里的分隔符没有加引号，也可能是贴错了位置。改正后请重新清理。";
    }
    MIXED_SCRIPT "mixed-script" Syntax Review {
        "mixed scripts", "混用不同文字";
        "the address mixes letters of different scripts",
        "地址混用了不同文字的字母";
        "Letters of different scripts stand side by side, as in a homograph or a label that was glued to the address (UTS 39).",
        "不同文字的字母混在一起，可能是仿冒字符，也可能是标签粘在了地址上（UTS 39）。";
    }
    QUOTED_LOCAL_PART "quoted-local-part" Syntax Review {
        "quoted local part", "带引号的地址";
        "the local part is quoted, which most servers refuse",
        "@ 前的部分带引号，多数服务器会拒收";
        "Quoted local parts are legal (RFC 5321, section 4.1.2), but hardly any real mailbox has one.",
        "带引号的写法符合标准（RFC 5321 第 4.1.2 节），但真实邮箱几乎没有这样的。";
    }
    IP_LITERAL "ip-literal" Syntax Review {
        "address literal", "IP 地址形式";
        "the domain is an IP address in brackets",
        "域名部分是方括号里的 IP 地址";
        "Mail can be sent to an address literal (RFC 5321, section 4.1.3), but a business contact never has one.",
        "标准允许把邮件发到 IP 地址（RFC 5321 第 4.1.3 节），但商务联系人不会这样用。";
    }
    NEEDS_SMTPUTF8 "needs-smtputf8" Syntax Review {
        "needs SMTPUTF8", "需要 SMTPUTF8";
        "the local part is not ASCII, so sender and receiver must both support SMTPUTF8",
        "@ 前含有中文等非 ASCII 字符，收发双方都必须支持 SMTPUTF8";
        "The address is internationalised (RFC 6531). Gmail, Outlook and Coremail can send to it, many campaign tools cannot.",
        "这是国际化邮箱地址（RFC 6531）。Gmail、Outlook、Coremail 可以发送，许多群发工具不行。";
    }
    UNUSUAL_LOCAL_PART "unusual-local-part" Syntax Review {
        "unusual characters", "少见字符";
        "the part before the @ holds characters that real mailboxes hardly ever have",
        "@ 前含有真实邮箱极少使用的字符";
        "The address is legal, but signs such as = ! % / or a phone number before the name mostly come from a scraper or a formula.",
        "地址虽然合法，但 = ! % / 等符号或名字前的电话号码多半来自抓取程序或公式。";
    }
    REPAIRED "repaired" Syntax Keep {
        "repaired", "已修复";
        "repaired without loss",
        "已无损修复";
        "White space, invisible characters, full-width forms, mailto:, a display name, brackets or trailing punctuation were taken off. The cell as it came stands in presend_original.",
        "去掉了空白、不可见字符、全角写法、mailto:、显示名、括号或末尾标点。原内容保留在 presend_original 列。";
    }
    DUPLICATE "duplicate" List Remove {
        "duplicate", "重复";
        "same mailbox as {place}",
        "与{place}是同一个邮箱";
        "The same mailbox stands in an earlier row, up to the case of its letters and second names of a domain such as googlemail.com. `--prefer-fullest` keeps the row with more filled cells.",
        "前面的行里已有同一个邮箱（不区分大小写，googlemail.com 等同于 gmail.com）。使用 `--prefer-fullest` 可保留内容更全的那一行。";
    }
    DUPLICATE_ALIAS "duplicate-alias" List Keep {
        "same mailbox by alias", "同一邮箱的别名";
        "by its provider's rules another row reaches the same mailbox: {address}",
        "按邮箱服务商的规则，名单中另有一行会送到同一个邮箱：{address}";
        "Gmail ignores dots, many providers ignore what follows a plus sign, and at some the same name is one mailbox at several domains (proton.me and pm.me, icloud.com and me.com, yandex.ru and ya.ru): two addresses of the list reach one person.",
        "Gmail 忽略点号，许多服务商忽略加号后的内容，有的服务商几个域名下的同名地址就是同一个邮箱（proton.me 和 pm.me、icloud.com 和 me.com、yandex.ru 和 ya.ru）：名单里的两个地址其实会到达同一个人。";
    }
    TYPO_DOMAIN "typo-domain" Typo Review {
        "misspelt domain", "域名拼写错误";
        "{domain} looks like a misspelling of {intended}",
        "{domain} 像是 {intended} 的误写";
        "The domain is a known misspelling, or it is close to a provider or to a domain that many rows of the list use. The column presend_suggestion holds the address that was probably meant; `--fix-typos` applies the certain ones.",
        "该域名是已知的误写，或与某个邮箱服务商、名单中常见的域名很接近。presend_suggestion 列给出可能想写的地址；`--fix-typos` 会自动改正确定的那些。";
    }
    TYPO_TLD "typo-tld" Typo Review {
        "misspelt ending", "域名后缀错误";
        "the ending of {domain} looks like a slip, {intended} was probably meant",
        "{domain} 的后缀像是写错了，可能是 {intended}";
        "Only what stands behind the name is off, as in .con or .cmo. Endings that exist are suspected only behind a provider's name or where the list proves it.",
        "只有后缀写错，例如 .con 或 .cmo。真实存在的后缀只有跟在邮箱服务商名字后面、或名单本身能证明时才会被怀疑。";
    }
    GARBLED_ADDRESS "garbled-address" Typo Review {
        "garbled address", "地址不规范";
        "the cell is not quite an address, {intended} was probably meant",
        "单元格内容不是规范的邮箱地址，可能想写 {intended}";
        "An address can be read out of the cell, but only by a guess: [at] for @, a label or an escape glued to it, a blank inside. A person should confirm it.",
        "能从单元格里猜出一个地址，例如用 [at] 代替 @、前面粘着标签或转义符、中间有空格。请人工确认。";
    }
    TYPO_FIXED "typo-fixed" Typo Keep {
        "misspelling fixed", "已改正拼写";
        "{domain} was corrected to {intended}",
        "{domain} 已改为 {intended}";
        "A certain misspelling was corrected because of `--fix-typos`. The address as it came stands in presend_original.",
        "因为使用了 `--fix-typos`，确定的误写已被改正。原地址保留在 presend_original 列。";
    }
    DISPOSABLE_DOMAIN "disposable-domain" DomainClass Remove {
        "disposable", "一次性邮箱";
        "{domain} gives out throw-away mailboxes",
        "{domain} 提供一次性邮箱";
        "The domain stands on the base list of disposable mail services, or on your own. Such a mailbox is gone within hours.",
        "该域名在一次性邮箱基础名单或您自己的名单上，这种邮箱几小时后就会消失。";
    }
    DISPOSABLE_SUSPECTED "disposable-suspected" DomainClass Review {
        "possibly disposable", "疑似一次性邮箱";
        "{domain} is called disposable by several public lists",
        "多个公开名单认为 {domain} 是一次性邮箱";
        "At least three public lists name the domain, but it is not on the base list. Such lists hold wrong entries, so a person should decide.",
        "至少三个公开名单列出了该域名，但它不在基础名单里。这类名单难免有错，请人工判断。";
    }
    DISPOSABLE_MX "disposable-mx" DomainClass Review {
        "mail goes to a disposable service", "邮件服务器属一次性邮箱";
        "mail for {domain} goes to {host}, a throw-away service",
        "{domain} 的邮件由一次性邮箱服务 {host} 接收";
        "The domain itself is on no list, but its mail is received by a host that serves throw-away mailboxes.",
        "域名本身不在名单上，但接收邮件的主机属于一次性邮箱服务。";
    }
    PARKED_MX "parked-mx" DomainClass Review {
        "parked domain", "停放域名";
        "mail for {domain} goes to {host}, where nobody reads it",
        "{domain} 的邮件发往停放服务器 {host}，没有人会看";
        "The domain is parked: its mail is received by a parking service and read by nobody.",
        "该域名处于停放状态，邮件由停放服务接收，没有人阅读。";
    }
    PRIVATE_RELAY "private-relay" DomainClass Keep {
        "private relay", "隐私转发";
        "{domain} forwards to a mailbox that its owner keeps private",
        "{domain} 会转发到用户不公开的邮箱";
        "A privacy relay such as Apple's, Firefox Relay or SimpleLogin. Mail arrives, and the owner can switch the address off at any time.",
        "苹果隐私转发、Firefox Relay、SimpleLogin 等转发服务。邮件能送达，但用户随时可以停用该地址。";
    }
    FREEMAIL "freemail" DomainClass Keep {
        "free mailbox", "免费邮箱";
        "{domain} is a public mailbox provider",
        "{domain} 是公共邮箱服务商";
        "The address stands at a public provider, not at a company of its own. That is a note, not a fault.",
        "该地址属于公共邮箱服务商，而不是公司自己的域名。这只是提示，不是问题。";
    }
    NO_REPLY_ADDRESS "no-reply-address" LocalPart Review {
        "nobody reads it", "无人阅读的地址";
        "mail to {local}@ is read by a machine or by nobody",
        "发到 {local}@ 的邮件由机器处理或无人阅读";
        "Names such as no-reply, mailer-daemon, postmaster and abuse are not for offers.",
        "no-reply、mailer-daemon、postmaster、abuse 等地址不适合作为开发信的收件人。";
    }
    IMPOSSIBLE_MAILBOX "impossible-mailbox" LocalPart Review {
        "no such mailbox possible", "不可能存在的邮箱";
        "{domain} gives out no mailbox of this name, by its own rules",
        "按 {domain} 自己的规则，不可能有这样的邮箱名";
        "The provider's own published rules forbid the local part: too short, too long, or a character it does not allow. `presend explain ADDRESS` names the source.",
        "服务商公布的规则不允许这样的名字：太短、太长或含有不允许的字符。`presend explain 地址` 会给出来源。";
    }
    PLACEHOLDER_ADDRESS "placeholder-address" LocalPart Review {
        "placeholder", "占位地址";
        "this is an address that people type to fill a form",
        "这是填表时随手写的假地址";
        "Addresses such as test@test.com are typed to get past a form. The mailbox belongs to somebody else or to nobody.",
        "像 test@test.com 这样的地址是为了应付表单而填的，邮箱属于别人或根本没人用。";
    }
    ROLE_ACCOUNT "role-account" LocalPart Keep {
        "role account", "职能邮箱";
        "{local}@ is a role, not a person",
        "{local}@ 是职能邮箱，不是个人";
        "info@ and sales@ are often the very target in foreign trade. That is a note, not a fault.",
        "外贸中 info@、sales@ 往往正是要找的收件人。这只是提示，不是问题。";
    }
    DOMAIN_NOT_FOUND "domain-not-found" Dns Remove {
        "domain does not exist", "域名不存在";
        "the domain {domain} does not exist",
        "域名 {domain} 不存在";
        "DNS answered NXDOMAIN, and the answer was confirmed: the resolver passed its probe and the answer carried the zone's SOA, or it came twice (RFC 2308).",
        "DNS 返回 NXDOMAIN 并已确认：DNS 服务器通过了检测且应答带有 SOA，或两次得到同样的应答（RFC 2308）。";
    }
    NO_MAIL_ROUTE "no-mail-route" Dns Remove {
        "takes no mail", "没有收信服务器";
        "mail for {domain} has nowhere to go: {why}",
        "{domain} 的邮件无处可投：{why}";
        "The domain has no MX record and no address, or none of its mail servers has an address, so no server can deliver mail to it (RFC 5321, section 5.1).",
        "该域名既没有 MX 记录也没有地址，或者它的邮件服务器都没有地址，因此邮件无法投递（RFC 5321 第 5.1 节）。";
    }
    NULL_MX "null-mx" Dns Remove {
        "refuses all mail", "拒收所有邮件";
        "{domain} declares that it takes no mail",
        "{domain} 声明不接收任何邮件";
        "The domain publishes a null MX, `MX 0 .`: it says itself that it never receives mail (RFC 7505).",
        "该域名发布了空 MX 记录（`MX 0 .`），自己声明不接收邮件（RFC 7505）。";
    }
    IMPLICIT_MX "implicit-mx" Dns Review {
        "no MX record", "没有 MX 记录";
        "{domain} has no MX record, only a web server may answer",
        "{domain} 没有 MX 记录，可能只有网站服务器";
        "Without MX, mail goes to the address of the domain itself (RFC 5321, section 5.1). Often that is a web server that takes no mail.",
        "没有 MX 时邮件会发往域名本身的地址（RFC 5321 第 5.1 节），那往往只是不收邮件的网站服务器。";
    }
    MX_PRIVATE_ADDRESS "mx-private-address" Dns Review {
        "MX in a private network", "MX 指向内网";
        "the mail server of {domain} has a private address that nobody outside can reach",
        "{domain} 的邮件服务器使用内网地址，外部无法到达";
        "All known addresses of the mail servers are private, loopback or otherwise not public (RFC 1918, RFC 6890).",
        "邮件服务器的所有地址都是内网、回环或其他非公网地址（RFC 1918、RFC 6890）。";
    }
    MX_IS_IP "mx-is-ip" Dns Review {
        "MX is an IP address", "MX 是 IP 地址";
        "the MX record of {domain} holds an IP address instead of a host name",
        "{domain} 的 MX 记录写成了 IP 地址而不是主机名";
        "An MX record must name a host (RFC 1035, section 3.3.9). Some senders deliver all the same, most do not.",
        "MX 记录必须是主机名（RFC 1035 第 3.3.9 节）。有的发信服务器仍会投递，多数不会。";
    }
    DNS_TIMEOUT "dns-timeout" DnsUnknown Review {
        "DNS did not answer", "DNS 超时";
        "DNS gave no answer about {domain} in time",
        "查询 {domain} 的 DNS 超时";
        "Nothing is known about the domain. Run presend again later: only what is missing is asked anew.",
        "目前无法确定该域名的情况。稍后再运行即可，只会补查缺少的部分。";
    }
    DNS_SERVFAIL "dns-servfail" DnsUnknown Review {
        "DNS failed", "DNS 出错";
        "DNS failed to answer about {domain}",
        "查询 {domain} 时 DNS 出错";
        "The resolver or the domain's own servers are broken at the moment (SERVFAIL). That says nothing about the mailbox. Run presend again later.",
        "DNS 服务器或该域名自己的服务器目前有故障（SERVFAIL），这不能说明邮箱有问题。请稍后再运行。";
    }
    DNS_REFUSED "dns-refused" DnsUnknown Review {
        "DNS refused", "DNS 拒绝";
        "the resolver refused to answer about {domain}",
        "DNS 服务器拒绝查询 {domain}";
        "The resolver refused the question, often because of its rate limit. Try another with `--resolver`, or a lower `--rate`.",
        "DNS 服务器拒绝了查询，常因超过频率限制。可用 `--resolver` 换一个，或用 `--rate` 降低速度。";
    }
    DNS_UNAVAILABLE "dns-unavailable" DnsUnknown Review {
        "DNS not reachable", "无法使用 DNS";
        "DNS could not be asked about {domain}",
        "无法查询 {domain} 的 DNS";
        "No resolver could be reached, it failed the probe before the run, or it broke down during it. Check the network, or name another with `--resolver`.",
        "连不上 DNS 服务器、运行前检测未通过，或中途失效。请检查网络，或用 `--resolver` 指定其他服务器。";
    }
    DNS_NOT_ASKED "dns-not-asked" DnsUnknown Keep {
        "not asked", "未查询";
        "{domain} was not looked up because of --offline",
        "因使用 --offline，没有查询 {domain}";
        "You asked for an offline run. The row passes every check that needs no network.",
        "您选择了离线运行。该行已通过所有不需要网络的检查。";
    }
    BLOCK_LISTED "block-listed" OwnRecords Remove {
        "on your block list", "在您的黑名单里";
        "your block list names {entry}",
        "您的黑名单里有 {entry}";
        "An entry of `--list block=...` holds for the address or its domain.",
        "`--list block=...` 中有条目匹配该地址或其域名。";
    }
    SUPPRESSED_HARD_BOUNCE "suppressed-hard-bounce" OwnRecords Remove {
        "bounced before", "曾经退信";
        "mail to this address bounced for good",
        "发往该地址的邮件曾被永久退回";
        "Your own records hold a hard bounce of this mailbox.",
        "您自己的记录里有该邮箱的硬退信。";
    }
    SUPPRESSED_COMPLAINT "suppressed-complaint" OwnRecords Remove {
        "complained before", "曾经投诉";
        "this recipient complained about earlier mail",
        "该收件人曾投诉过邮件";
        "Your own records hold a complaint of this recipient.",
        "您自己的记录里有该收件人的投诉。";
    }
    SUPPRESSED_UNSUBSCRIBE "suppressed-unsubscribe" OwnRecords Remove {
        "unsubscribed", "已退订";
        "this recipient has unsubscribed",
        "该收件人已退订";
        "Your own records say that this recipient wants no more mail.",
        "您自己的记录显示该收件人不愿再收邮件。";
    }
    SOFT_BOUNCE_RECENT "soft-bounce-recent" OwnRecords Review {
        "bounced lately", "近期软退信";
        "mail to this address bounced lately for a passing reason",
        "该地址近期因临时原因退信";
        "Your own records hold a recent soft bounce. Try again after a day or two.",
        "您自己的记录里有近期的软退信，请一两天后再试。";
    }
    ALLOW_LISTED "allow-listed" OwnRecords Keep {
        "on your allow list", "在您的白名单里";
        "your allow list names {entry}",
        "您的白名单里有 {entry}";
        "An entry of `--list allow=...` holds for the address or its domain. It stops all other checks but syntax and duplicates.",
        "`--list allow=...` 中有条目匹配该地址或其域名，除格式和重复外不再做其他检查。";
    }
}
