//! DKIM (RFC 6376, RFC 8463) and DMARC (RFC 9989).

rules! {
    DKIM_NO_KEYS "dkim-no-keys" Dkim Problem {
        "no DKIM key at all", "没有任何 DKIM 公钥";
        "{subject} has no DKIM key: nothing exists under _domainkey",
        "{subject} 没有 DKIM 公钥：_domainkey 下什么都没有";
        "Mail that is not signed by the domain fails DMARC as soon as it is forwarded, and Gmail, Yahoo and Outlook.com refuse bulk mail without a signature. Switch DKIM on where you send, and publish the key that is shown there.",
        "没有域名签名的邮件一经转发就过不了 DMARC，Gmail、Yahoo、Outlook.com 会拒收没有签名的群发邮件。请在发信系统中启用 DKIM，并发布其给出的公钥。";
    }
    DKIM_KEY_MISSING "dkim-key-missing" Dkim Problem {
        "key missing", "公钥缺失";
        "there is no DKIM key at {subject}: signatures of this selector fail",
        "{subject} 没有 DKIM 公钥：该选择器的签名都会失败";
        "The selector was named, but its record does not exist. Publish the key that your mail system shows for it.",
        "指定了该选择器，但没有相应记录。请发布邮件系统为它给出的公钥。";
    }
    DKIM_KEY_REVOKED "dkim-key-revoked" Dkim Problem {
        "key revoked", "公钥已吊销";
        "the DKIM key at {subject} is revoked (its p= is empty): signatures of this selector fail",
        "{subject} 的 DKIM 公钥已吊销（p= 为空）：该选择器的签名都会失败";
        "An empty p= says that the key must not be used any more (RFC 6376, section 3.6.1). Sign with another selector, or publish the key.",
        "p= 为空表示该公钥不再使用（RFC 6376 第 3.6.1 节）。请改用其他选择器签名，或发布公钥。";
    }
    DKIM_KEY_BROKEN "dkim-key-broken" Dkim Problem {
        "key cannot be read", "公钥无法解析";
        "the DKIM key at {subject} cannot be read: {what}",
        "{subject} 的 DKIM 公钥无法解析：{what}";
        "Receivers treat signatures of the selector as invalid. Publish the key again, as one TXT record, exactly as your mail system shows it.",
        "收信方会把该选择器的签名视为无效。请按邮件系统给出的内容，重新发布为一条 TXT 记录。";
    }
    DKIM_KEY_SEVERAL "dkim-key-several" Dkim Problem {
        "several keys at one selector", "一个选择器有多条公钥";
        "there are {n} DKIM keys at {subject}, and receivers may take any of them",
        "{subject} 有 {n} 条 DKIM 公钥，收信方可能取其中任意一条";
        "One selector has one key (RFC 6376, section 3.6.2.2). Delete the old one, or give it a selector of its own.",
        "一个选择器只能有一条公钥（RFC 6376 第 3.6.2.2 节）。请删除旧的，或给它单独的选择器。";
    }
    DKIM_KEY_SERVICE "dkim-key-service" Dkim Problem {
        "key is not for mail", "公钥不用于邮件";
        "the DKIM key at {subject} is for the service {what} only, not for mail",
        "{subject} 的 DKIM 公钥只用于服务 {what}，不用于邮件";
        "A key whose s= holds neither * nor email is ignored for mail (RFC 6376, section 3.6.1). Remove s=.",
        "s= 里既没有 * 也没有 email 的公钥对邮件无效（RFC 6376 第 3.6.1 节）。请删除 s=。";
    }
    DKIM_KEY_HASH "dkim-key-hash" Dkim Problem {
        "key without SHA-256", "公钥不允许 SHA-256";
        "the DKIM key at {subject} allows the hash {what} only",
        "{subject} 的 DKIM 公钥只允许哈希算法 {what}";
        "SHA-1 is not accepted any more (RFC 8301), so that no valid signature is possible. Remove h=.",
        "SHA-1 已不被接受（RFC 8301），因此不可能有有效签名。请删除 h=。";
    }
    DKIM_KEY_SHORT "dkim-key-short" Dkim Problem {
        "key too short", "公钥过短";
        "the DKIM key at {subject} has {n} bits, and below 1024 it counts for nothing",
        "{subject} 的 DKIM 公钥只有 {n} 位，少于 1024 位视为无效";
        "Keys of less than 1024 bits can be broken, and receivers must not accept them (RFC 8301, section 3.2). Make a new one of 2048 bits under a new selector.",
        "少于 1024 位的密钥可被破解，收信方不得接受（RFC 8301 第 3.2 节）。请用新的选择器生成 2048 位的密钥。";
    }
    DKIM_KEY_TESTING "dkim-key-testing" Dkim Warning {
        "key in test mode", "公钥处于测试模式";
        "the DKIM key at {subject} is marked as a test (t=y): receivers may ignore its signatures",
        "{subject} 的 DKIM 公钥标为测试（t=y）：收信方可以忽略其签名";
        "Remove y from t= when signatures verify (RFC 6376, section 3.6.1).",
        "签名验证通过后，请从 t= 中去掉 y（RFC 6376 第 3.6.1 节）。";
    }
    DKIM_KEY_WEAK "dkim-key-weak" Dkim Hint {
        "short key", "公钥偏短";
        "the DKIM key at {subject} has {n} bits, 2048 are recommended",
        "{subject} 的 DKIM 公钥为 {n} 位，建议使用 2048 位";
        "Signers should use at least 2048 bits (RFC 8301, section 3.2). Make a new key under a new selector when there is time.",
        "签名方应使用至少 2048 位（RFC 8301 第 3.2 节）。有空时请用新的选择器换一个密钥。";
    }
    DKIM_KEY_STRICT "dkim-key-strict" Dkim Hint {
        "key for the domain itself only", "公钥只用于域名本身";
        "the DKIM key at {subject} is for the domain itself only (t=s): i= must not name a subdomain",
        "{subject} 的 DKIM 公钥只用于域名本身（t=s）：i= 不能写子域名";
        "That is right as long as no subdomain signs with it (RFC 6376, section 3.6.1).",
        "只要没有子域名用它签名就没有问题（RFC 6376 第 3.6.1 节）。";
    }
    DKIM_NOT_SIGNED "dkim-not-signed" Dkim Problem {
        "message not signed", "邮件没有签名";
        "the message has no DKIM signature",
        "这封邮件没有 DKIM 签名";
        "Switch DKIM on in the system that sends, and check a message as it arrived, not as it was written.",
        "请在发信系统中启用 DKIM，并检查收到的邮件而不是写好的草稿。";
    }
    DKIM_SIGNATURE_FAILED "dkim-signature-failed" Dkim Problem {
        "signature does not verify", "签名验证失败";
        "the DKIM signature of {subject} does not verify: {what}",
        "{subject} 的 DKIM 签名验证失败：{what}";
        "The key does not fit the signature, or the message was changed on its way: by a gateway, a mailing list, or when the file was saved.",
        "公钥与签名不符，或邮件在途中被改动：可能是网关、邮件列表，也可能是保存文件时。";
    }
    DKIM_SIGNATURE_LENGTH "dkim-signature-length" Dkim Warning {
        "body not wholly signed", "正文没有完全签名";
        "the DKIM signature of {subject} covers only the first {n} bytes of the body (l=)",
        "{subject} 的 DKIM 签名只覆盖正文的前 {n} 字节（l=）";
        "Anybody can add text to the message without breaking the signature (RFC 6376, section 8.2). Sign without l=.",
        "任何人都可以在后面添加内容而不破坏签名（RFC 6376 第 8.2 节）。请不要使用 l=。";
    }
    DKIM_SELECTOR_UNKNOWN "dkim-selector-unknown" Dkim Unknown {
        "selector unknown", "选择器未知";
        "whether {subject} has a DKIM key cannot be told: its selector is not known",
        "无法判断 {subject} 有没有 DKIM 公钥：不知道选择器";
        "A key can only be looked up by its selector, which stands as s= in the DKIM-Signature header of your mail. Give it with --selector, or a message with --message.",
        "查询公钥需要选择器，它是邮件 DKIM-Signature 标头中的 s=。请用 --selector 给出，或用 --message 给出一封邮件。";
    }
    DKIM_UNANSWERED "dkim-unanswered" Dkim Unknown {
        "DNS did not answer", "DNS 没有应答";
        "whether there is a DKIM key cannot be told: {subject} found no answer ({fault})",
        "无法判断有没有 DKIM 公钥：{subject} 没有应答（{fault}）";
        "Try again later, or with another --resolver.",
        "请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
    DMARC_MISSING "dmarc-missing" Dmarc Problem {
        "no DMARC record", "没有 DMARC 记录";
        "no DMARC record holds for {subject}",
        "{subject} 没有适用的 DMARC 记录";
        "Gmail, Yahoo and Outlook.com refuse bulk mail from domains without DMARC. Begin with p=none, read the reports, and go on to quarantine and reject when all your mail passes.",
        "没有 DMARC 的域名群发邮件会被 Gmail、Yahoo、Outlook.com 拒收。请从 p=none 开始，看报告，等所有邮件都通过后再改为 quarantine、reject。";
    }
    DMARC_NOT_RECOGNISED "dmarc-not-recognised" Dmarc Problem {
        "no receiver takes it for DMARC", "无法识别为 DMARC";
        "the text at {subject} looks like a DMARC record, but does not begin with v=DMARC1",
        "{subject} 的这条文本像 DMARC 记录，但开头不是 v=DMARC1";
        "v=DMARC1 must stand first and in exactly these letters (RFC 9989, section 4.7); any other text is ignored.",
        "v=DMARC1 必须在最前面，大小写完全一致（RFC 9989 第 4.7 节）；否则整条被忽略。";
    }
    DMARC_SEVERAL_RECORDS "dmarc-several-records" Dmarc Problem {
        "several DMARC records", "多条 DMARC 记录";
        "there are {n} DMARC records at {subject}: receivers ignore all of them",
        "{subject} 有 {n} 条 DMARC 记录：收信方会全部忽略";
        "Keep one and delete the others (RFC 9989, section 4.10).",
        "请只保留一条，删除其余的（RFC 9989 第 4.10 节）。";
    }
    DMARC_BAD_POLICY "dmarc-bad-policy" Dmarc Problem {
        "no valid policy", "没有有效的策略";
        "the DMARC record at {subject} has no valid policy ({what}): receivers treat it as {as}",
        "{subject} 的 DMARC 记录没有有效的策略（{what}）：收信方视为{as}";
        "p, sp and np take none, quarantine or reject. Where one of them is invalid the record counts as p=none if it has a report address, else not at all (RFC 9989, section 4.10.1).",
        "p、sp、np 只能是 none、quarantine 或 reject。其中有误时，若有报告地址则按 p=none 处理，否则整条无效（RFC 9989 第 4.10.1 节）。";
    }
    DMARC_UNALIGNED "dmarc-unaligned" Dmarc Problem {
        "not aligned", "域名不对齐";
        "mail from {subject} fails DMARC: {what}",
        "来自 {subject} 的邮件过不了 DMARC：{what}";
        "DMARC passes only where SPF or DKIM passes for a domain that belongs together with the one in From (RFC 9989, section 4.4). Let your mail service sign with your own domain, or use a bounce address at it.",
        "只有 SPF 或 DKIM 通过的域名与发件人域名属于同一组织时，DMARC 才通过（RFC 9989 第 4.4 节）。请让发信服务用您自己的域名签名，或使用自己域名的退信地址。";
    }
    DMARC_SYNTAX "dmarc-syntax" Dmarc Warning {
        "tags that are ignored", "有被忽略的标签";
        "in the DMARC record at {subject} receivers ignore {what}",
        "{subject} 的 DMARC 记录中，收信方会忽略 {what}";
        "A tag that cannot be read is left out and its default holds (RFC 9989, section 4.7). Tags are parted by semicolons.",
        "无法解析的标签会被忽略，按默认值处理（RFC 9989 第 4.7 节）。标签之间用分号隔开。";
    }
    DMARC_PSD "dmarc-psd" Dmarc Warning {
        "marked as a public suffix", "被标为公共后缀";
        "the DMARC record at {subject} says psd=y, which is for registries only",
        "{subject} 的 DMARC 记录写了 psd=y，只有域名注册机构才应使用";
        "With psd=y each subdomain counts as an organisation of its own, so that mail signed by the domain itself is not aligned with its subdomains (RFC 9989, section 4.7). Remove it.",
        "写了 psd=y 后每个子域名都算独立组织，用域名本身签名的邮件与子域名不再对齐（RFC 9989 第 4.7 节）。请删除。";
    }
    DMARC_REPORT_UNAUTHORISED "dmarc-report-unauthorised" Dmarc Warning {
        "reports go nowhere", "报告无法送达";
        "{target}, to which {subject} sends its DMARC reports, does not agree to take them",
        "{subject} 的 DMARC 报告发往 {target}，但对方没有授权接收";
        "A foreign domain must publish its consent, or no report is sent there (RFC 9990, section 4). The owner of that domain publishes the record.",
        "外部域名必须发布同意接收的记录，否则不会发送报告（RFC 9990 第 4 节）。该记录由对方域名的所有者发布。";
    }
    DMARC_REPORT_SYNTAX "dmarc-report-syntax" Dmarc Warning {
        "report address cannot be read", "报告地址有误";
        "{what} in the DMARC record at {subject} is no address for reports",
        "{subject} 的 DMARC 记录中 {what} 不是有效的报告地址";
        "Write mailto: before each address and commas between them (RFC 9989, section 4.6).",
        "每个地址前要写 mailto:，地址之间用逗号隔开（RFC 9989 第 4.6 节）。";
    }
    DMARC_TESTING "dmarc-testing" Dmarc Hint {
        "policy in test mode", "策略处于测试模式";
        "the DMARC record at {subject} asks receivers not to apply its policy yet (t=y)",
        "{subject} 的 DMARC 记录请收信方暂不执行策略（t=y）";
        "Remove t=y when the reports show that all your mail passes.",
        "等报告显示所有邮件都通过后，请删除 t=y。";
    }
    DMARC_POLICY_NONE "dmarc-policy-none" Dmarc Hint {
        "policy none", "策略为 none";
        "the DMARC policy for {subject} is none: it meets the receivers' rules, but protects nothing",
        "{subject} 的 DMARC 策略为 none：符合收信方的规则，但没有保护作用";
        "Read the reports for some weeks, then go on to quarantine and reject.",
        "看几周报告后，请改为 quarantine，再改为 reject。";
    }
    DMARC_NO_REPORTS "dmarc-no-reports" Dmarc Hint {
        "no reports", "没有报告地址";
        "the DMARC record at {subject} names no address for reports (rua)",
        "{subject} 的 DMARC 记录没有报告地址（rua）";
        "Without reports you do not see which of your mail fails, or who abuses the domain.",
        "没有报告，就看不到哪些邮件没通过、谁在冒用域名。";
    }
    DMARC_HISTORIC "dmarc-historic" Dmarc Hint {
        "historic tags", "已取消的标签";
        "{what} in the DMARC record at {subject} are historic: RFC 9989 has dropped them",
        "{subject} 的 DMARC 记录中的 {what} 已成为历史：RFC 9989 取消了它们";
        "pct, rf and ri do no harm, but receivers that follow RFC 9989 ignore them. For a test of the policy write t=y.",
        "pct、rf、ri 没有害处，但遵循 RFC 9989 的收信方会忽略。要测试策略请写 t=y。";
    }
    DMARC_UNANSWERED "dmarc-unanswered" Dmarc Unknown {
        "DNS did not answer", "DNS 没有应答";
        "which DMARC record holds for {subject} cannot be told: {target} found no answer ({fault})",
        "无法判断 {subject} 适用哪条 DMARC 记录：{target} 没有应答（{fault}）";
        "Try again later, or with another --resolver.",
        "请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
}
