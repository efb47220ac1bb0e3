//! What is wrong with DKIM keys and signatures.

texts! {
    YOUR_KEY { "v=DKIM1; k=rsa; p=(the key that your mail system shows)", "v=DKIM1; k=rsa; p=（邮件系统给出的公钥）" }
    KEY { "selector {selector}: {kind}, {bits} bits", "选择器 {selector}：{kind}，{bits} 位" }
    BAD_VERSION { "v= must stand first and be DKIM1, with a semicolon behind it", "v= 必须在最前面，值为 DKIM1，后面跟分号" }
    TWICE { "a tag stands there twice", "有标签重复出现" }
    NO_TAGS { "a part of it is no tag=value", "有一部分不是 标签=值 的形式" }
    NO_P { "it has no p=", "没有 p=" }
    BAD_BASE64 { "p= is no base64", "p= 不是有效的 base64" }
    BAD_RSA { "p= holds no RSA key", "p= 里不是 RSA 公钥" }
    BAD_ED25519 { "p= holds no Ed25519 key of 32 bytes", "p= 里不是 32 字节的 Ed25519 公钥" }
    BAD_TYPE { "k= names an algorithm that no receiver knows", "k= 写的是收信方不认识的算法" }

    MISSING_TAG { "a required tag is missing (v, a, b, bh, d, h, s)", "缺少必需的标签（v、a、b、bh、d、h、s）" }
    BAD_TAG { "one of its tags is invalid", "有标签的值无效" }
    SHA1 { "it is signed with rsa-sha1, which no receiver accepts any more", "用 rsa-sha1 签名，收信方已不再接受" }
    BAD_ALGORITHM { "its algorithm is none that receivers know", "签名算法不是收信方认识的" }
    NO_FROM { "it does not cover From", "签名没有覆盖 From" }
    FOREIGN_IDENTITY { "i= is not within d=", "i= 不在 d= 的范围内" }
    STRICT_IDENTITY { "the key has t=s, and i= names a subdomain", "公钥带有 t=s，而 i= 写的是子域名" }
    EXPIRED { "it has expired (x=)", "签名已过期（x=）" }
    BODY_SHORT { "the body is shorter than l= says", "正文比 l= 写的短" }
    BODY_CHANGED { "the body was changed after it was signed (bh=)", "正文在签名后被改动（bh=）" }
    WRONG_SIGNATURE { "the signature does not fit the headers and the key (b=)", "签名与标头和公钥不符（b=）" }
    KEY_MISSING { "its key does not exist", "公钥不存在" }
    KEY_REVOKED { "its key is revoked", "公钥已吊销" }
    KEY_UNUSABLE { "its key cannot be used", "公钥无法使用" }
    KEY_SHORT { "its key is shorter than 1024 bits", "公钥少于 1024 位" }
    KEY_TYPE { "its key is of another algorithm", "公钥的算法与签名不同" }
}
