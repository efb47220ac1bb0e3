//! The sender's address, the domain of the bounces, the servers, blocklists and receivers.

rules! {
    FREEMAIL_SENDER "freemail-sender" From Problem {
        "freemail address as sender", "用免费邮箱作发件人";
        "{subject} belongs to a mailbox provider, so that a campaign cannot be sent as it: {why}, while a domain of your own can be signed for and earns its own reputation",
        "{subject} 属于邮箱服务商，不能用它群发：{why}。自己的域名可以签名，并积累自己的信誉";
        "Only the provider's own servers can sign for its domain and pass its SPF, so that mail from any other server fails DMARC, and receivers reject it or file it as spam whatever the policy. Business readers distrust it too. A domain of your own costs little and gets a reputation of its own: take one, publish SPF, DKIM and DMARC for it, and send as name@your-domain.",
        "只有服务商自己的服务器能为其域名签名并通过 SPF，从其他服务器发出的邮件都过不了 DMARC，收信方会拒收或放进垃圾箱。商务客户也不信任这样的地址。自己的域名花费不多，还能积累自己的信誉：请注册一个，发布 SPF、DKIM、DMARC，用 姓名@自己的域名 发信。";
    }
    DOMAIN_NOT_FOUND "sending-domain-not-found" Bounces Problem {
        "the domain does not exist", "域名不存在";
        "{subject} does not exist in DNS",
        "DNS 中不存在 {subject}";
        "Receivers refuse mail from domains that do not exist. Look for a misspelling, or for a registration that has run out.",
        "收信方会拒收来自不存在的域名的邮件。请检查拼写，或域名是否已到期。";
    }
    BOUNCE_NULL_MX "bounce-null-mx" Bounces Problem {
        "takes no mail", "声明不收邮件";
        "{subject} declares by a null MX that it takes no mail, so that no bounce arrives",
        "{subject} 用空 MX 声明不收邮件，退信无法送达";
        "Many receivers refuse mail whose bounces cannot be delivered (RFC 7505, section 4.2). Publish an MX record for the domain of the envelope sender.",
        "许多收信方拒收无法退信的邮件（RFC 7505 第 4.2 节）。请为信封发件人的域名发布 MX 记录。";
    }
    BOUNCE_NO_MX "bounce-no-mx" Bounces Problem {
        "no mail server", "没有收信服务器";
        "{subject} has neither an MX record nor an address, so that no bounce arrives",
        "{subject} 既没有 MX 记录也没有地址，退信无法送达";
        "Many receivers refuse mail whose bounces cannot be delivered. Publish an MX record for the domain of the envelope sender.",
        "许多收信方拒收无法退信的邮件。请为信封发件人的域名发布 MX 记录。";
    }
    BOUNCE_DEAD_MX "bounce-dead-mx" Bounces Problem {
        "mail servers without address", "收信服务器没有可用地址";
        "none of the mail servers of {subject} has an address that can be reached: {hosts}",
        "{subject} 的收信服务器都没有可到达的地址：{hosts}";
        "The MX records name hosts that do not exist, that are IP addresses or that stand in a private network, so that no bounce arrives.",
        "MX 记录里的主机不存在、写成了 IP 地址或位于内网，退信无法送达。";
    }
    BOUNCE_MX_HOST "bounce-mx-host" Bounces Warning {
        "a mail server without address", "有收信服务器没有可用地址";
        "{hosts}, a mail server of {subject}, has no address that can be reached",
        "{subject} 的收信服务器 {hosts} 没有可到达的地址";
        "Mail to it is delayed until another server is tried. Remove the record or mend the host.",
        "发往它的邮件会延迟，直到改投其他服务器。请删除该记录或修复主机。";
    }
    BOUNCE_IMPLICIT_MX "bounce-implicit-mx" Bounces Warning {
        "no MX record", "没有 MX 记录";
        "{subject} has no MX record, only an address: bounces go to what is perhaps a web server",
        "{subject} 没有 MX 记录，只有地址：退信会发往可能只是网站的服务器";
        "Without MX, mail goes to the address of the domain (RFC 5321, section 5.1). Some receivers refuse mail from such domains. Publish an MX record.",
        "没有 MX 时邮件发往域名本身的地址（RFC 5321 第 5.1 节）。有的收信方会拒收这类域名的邮件。请发布 MX 记录。";
    }
    REPLY_NO_MX "reply-no-mx" Bounces Warning {
        "replies cannot arrive", "收不到回信";
        "{subject}, the domain in From, takes no mail: no reply arrives",
        "发件人域名 {subject} 不收邮件：收不到回信";
        "Readers answer to the address in From. Publish an MX record for its domain, or set Reply-To.",
        "收件人会回复到发件人地址。请为该域名发布 MX 记录，或设置 Reply-To。";
    }
    BOUNCE_UNANSWERED "bounce-unanswered" Bounces Unknown {
        "DNS did not answer", "DNS 没有应答";
        "whether {subject} takes bounces cannot be told: {target} found no answer ({fault})",
        "无法判断 {subject} 能否收到退信：{target} 没有应答（{fault}）";
        "Try again later, or with another --resolver.",
        "请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
    PTR_MISSING "ptr-missing" Servers Problem {
        "no name for the address", "地址没有反向解析";
        "{subject} has no PTR record: receivers cannot tell whose server it is",
        "{subject} 没有 PTR 记录：收信方无法知道是谁的服务器";
        "Gmail, Outlook.com, Yahoo and most others refuse mail from addresses without a name. Whoever gives you the address (host, provider) sets the PTR record, not your own DNS console.",
        "Gmail、Outlook.com、Yahoo 等多数收信方拒收没有反向解析的地址发来的邮件。PTR 记录由提供该地址的服务商设置，不在您自己的 DNS 控制台。";
    }
    PTR_UNCONFIRMED "ptr-unconfirmed" Servers Problem {
        "the name does not lead back", "正反向解析不一致";
        "{subject} is called {names}, but none of these names leads back to it",
        "{subject} 的反向解析是 {names}，但这些名称都没有解析回该地址";
        "Receivers believe a name only if its A or AAAA record holds the address (forward-confirmed reverse DNS). Make the two agree.",
        "只有名称的 A 或 AAAA 记录包含该地址时，收信方才相信它（正反向一致）。请让两者一致。";
    }
    PTR_GENERIC "ptr-generic" Servers Warning {
        "name of a dial-up line", "名称像拨号线路";
        "{name}, the name of {subject}, looks like that of a line for private customers",
        "{subject} 的名称 {name} 像是家用宽带线路";
        "Many receivers refuse mail from hosts whose name is made of the address or of words such as dyn, pool and dsl. Have the PTR record set to a name of your own, as in mail.example.com.",
        "许多收信方拒收名称由地址或 dyn、pool、dsl 等词构成的主机发来的邮件。请把 PTR 记录设为自己的名称，例如 mail.example.com。";
    }
    PTR_SEVERAL "ptr-several" Servers Hint {
        "several names", "多个反向解析";
        "{subject} has {n} PTR records: {names}",
        "{subject} 有 {n} 条 PTR 记录：{names}";
        "Receivers pick one of them, and not always the same. One name is enough.",
        "收信方只取其中一个，而且不一定是同一个。一个名称就够了。";
    }
    PTR_PRIVATE "ptr-private-address" Servers Unknown {
        "private address", "内网地址";
        "{subject} is an address of a private network, which no receiver sees",
        "{subject} 是内网地址，收信方看不到";
        "Give the public address from which the server reaches the Internet: it stands in the topmost Received header of a message that you sent yourself.",
        "请给出服务器访问互联网所用的公网地址：给自己发一封邮件，最上面的 Received 标头里就有。";
    }
    PTR_UNANSWERED "ptr-unanswered" Servers Unknown {
        "DNS did not answer", "DNS 没有应答";
        "the names of {subject} cannot be told: {target} found no answer ({fault})",
        "无法得知 {subject} 的名称：{target} 没有应答（{fault}）";
        "Try again later, or with another --resolver.",
        "请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
    HELO_INVALID "helo-invalid" Servers Problem {
        "HELO is no host name", "HELO 不是主机名";
        "the server greets with {subject}, which is no full host name",
        "服务器问候时用的 {subject} 不是完整的主机名";
        "Many receivers refuse servers that greet with localhost, a single label or an IP address (RFC 5321, section 2.3.5). Set the server's name to the one in its PTR record.",
        "许多收信方拒绝用 localhost、单段名称或 IP 地址问候的服务器（RFC 5321 第 2.3.5 节）。请把服务器名称设为 PTR 记录中的名称。";
    }
    HELO_NO_ADDRESS "helo-no-address" Servers Problem {
        "HELO name does not exist", "HELO 名称无法解析";
        "{subject}, with which the server greets, has no address in DNS",
        "服务器问候时用的 {subject} 在 DNS 中没有地址";
        "Many receivers refuse servers whose HELO name does not resolve. Publish an address record for it, or greet with the name in the PTR record.",
        "许多收信方拒绝 HELO 名称无法解析的服务器。请为它发布地址记录，或改用 PTR 记录中的名称。";
    }
    HELO_MISMATCH "helo-mismatch" Servers Warning {
        "HELO name leads elsewhere", "HELO 名称指向别处";
        "{subject}, with which the server greets, leads to {addresses} and not to {ip}",
        "服务器问候时用的 {subject} 解析为 {addresses}，而不是 {ip}";
        "Receivers compare the HELO name with the address and distrust a server that borrows a name. Greet with the name in the PTR record.",
        "收信方会把 HELO 名称与地址比对，不信任借用名称的服务器。请用 PTR 记录中的名称问候。";
    }
    HELO_UNANSWERED "helo-unanswered" Servers Unknown {
        "DNS did not answer", "DNS 没有应答";
        "whether {subject} has an address cannot be told: no answer ({fault})",
        "无法判断 {subject} 是否有地址：没有应答（{fault}）";
        "Try again later, or with another --resolver.",
        "请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
    BLOCKLIST_LISTED "blocklist-listed" Blocklists Problem {
        "on a blocklist", "在黑名单上";
        "{subject} is on the blocklist {list} ({meaning}): get off at {delisting}",
        "{subject} 在黑名单 {list} 上（{meaning}）：解除方法见 {delisting}";
        "Receivers that use the list refuse your mail. Find the cause first (a hacked account, bought addresses, a neighbour in the same range), stop it, and then ask for removal.",
        "使用该名单的收信方会拒收您的邮件。请先找出原因（账号被盗、购买的名单、同网段的邻居）并解决，再申请解除。";
    }
    BLOCKLIST_NOTED "blocklist-noted" Blocklists Warning {
        "noted on a blocklist", "黑名单上有记录";
        "{subject} is noted on the blocklist {list} ({meaning}): see {delisting}",
        "黑名单 {list} 上有 {subject} 的记录（{meaning}）：见 {delisting}";
        "The entry is no ban; some receivers count it against you.",
        "这不是封禁，但有的收信方会因此扣分。";
    }
    BLOCKLIST_UNANSWERED "blocklist-unanswered" Blocklists Unknown {
        "the list did not tell", "黑名单没有给出结果";
        "whether {subject} is on the blocklist {list} cannot be told: {why}",
        "无法判断 {subject} 是否在黑名单 {list} 上：{why}";
        "A list is believed only where its test entry is listed and its counter-test is not. Most lists answer no public resolver: ask through your own with --resolver, or look the address up on the list's page.",
        "只有测试条目在名单上、反向测试不在名单上时，才采信该名单。多数名单不回答公共 DNS 服务器：请用 --resolver 通过自己的服务器查询，或到名单的网页上查。";
    }
    RECEIVER_FAILS "receiver-fails" Receivers Problem {
        "a receiver's rules are not met", "不符合收信方的规则";
        "mail to {receiver} does not meet its rules: {rules} ({source})",
        "发往 {receiver} 的邮件不符合其规则：{rules}（{source}）";
        "The receiver says itself that it refuses such mail or files it as spam.",
        "该收信方明确表示会拒收这样的邮件或放进垃圾箱。";
    }
}
