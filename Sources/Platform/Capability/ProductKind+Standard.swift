import Primitives

/// The kinds that the platform has always sold. All names are invented for this purpose; the platform sells
/// at 0.5 to 5,000 yuan, and within that each kind at what is usual for it.
extension ProductKind {
    /// The four of them, in the order of a scenario's `mix`.
    public static let standard = [gameCard, membership, licence, course]

    /// A card that is redeemed once for credit in a game.
    public static let gameCard = ProductKind(
        name: "game-card", credentials: .supplierCodes,
        brands: [
            .init(english: "Cinderglen", chinese: "烬谷传说"), .init(english: "Tidecrown", chinese: "潮冠物语"),
            .init(english: "Ninefold Marches", chinese: "九叠边境"), .init(english: "Moonloom", chinese: "织月奇谭"),
            .init(english: "Ironlark", chinese: "铁雀远征"), .init(english: "Cloudhollow", chinese: "云穴秘境"),
            .init(english: "Starthistle", chinese: "星蓟战纪"), .init(english: "Frostquill", chinese: "霜羽诗篇"),
            .init(english: "Lanternfall", chinese: "落灯之城"), .init(english: "Dunewhistle", chinese: "沙哨旅人"),
        ],
        articles: articles(
            [
                ("Crystal Card", "水晶点卡"), ("Season Pass Card", "赛季通行卡"), ("Hero Card", "英雄卡"),
                ("Costume Card", "时装卡"), ("Gold Card", "金币充值卡"), ("Adventure Card", "冒险补给卡"),
                ("Mount Card", "坐骑卡"), ("Anniversary Card", "周年礼卡"),
            ], fen: 500...50_000,
            // A card keeps for a year; redeeming it is its one use.
            .init(
                permissions: .redeem, validity: .fromActivation(day * 365, activateWithin: day * 365),
                uses: .limited(1), isTransferable: true)))

    /// A membership of a video, music or reading service.
    public static let membership = ProductKind(
        name: "membership", credentials: .generated,
        brands: [
            .init(english: "Veloria", chinese: "薇澜"), .init(english: "Mistbell", chinese: "雾铃"),
            .init(english: "Papercrane Hall", chinese: "纸鹤堂"), .init(english: "Hummingreed", chinese: "鸣苇"),
            .init(english: "Starporch", chinese: "星廊"), .init(english: "Driftnote", chinese: "漂音"),
        ],
        articles: [
            monthly("Video Monthly Membership", "影视月度会员"), annual("Music Annual Membership", "音乐年度会员"),
            quarterly("Reading Quarterly Membership", "阅读季度会员"),
            monthly("Accelerator Monthly Membership", "加速器月度会员"),
            annual("Video Annual Membership", "影视年度会员"), monthly("Music Monthly Membership", "音乐月度会员"),
            quarterly("Accelerator Quarterly Membership", "加速器季度会员"),
            annual("Reading Annual Membership", "阅读年度会员"),
            quarterly("Cloud Storage Quarterly Membership", "云盘季度会员"),
        ])

    /// A licence to use a piece of software.
    public static let licence = ProductKind(
        name: "licence", credentials: .supplierCodes,
        brands: [
            .init(english: "Quillstone", chinese: "砚石"), .init(english: "Brasswren", chinese: "铜鹪"),
            .init(english: "Tallowbyte", chinese: "烛字"), .init(english: "Greyharbour", chinese: "灰港"),
            .init(english: "Pinnacle Fern", chinese: "峰蕨"),
        ],
        articles: articles(
            [
                ("Photo Darkroom", "照片暗房授权"), ("Writing Desk", "写作台授权"), ("Ledger Studio", "账簿工坊授权"),
                ("Virus Watch", "病毒哨兵授权"), ("Film Cutter", "剪片室授权"), ("Drawing Board", "制图板授权"),
                ("Mind Atlas", "思路图集授权"), ("Backup Vault", "备份库授权"),
            ], fen: 3_000...500_000,
            // A year of use, from the day on which the program is activated.
            .init(
                permissions: [.activate, .update], validity: .fromActivation(day * 365, activateWithin: day * 180),
                uses: .unlimited, isTransferable: true)))

    /// A course to follow online.
    public static let course = ProductKind(
        name: "course", credentials: .generated,
        brands: [
            .init(english: "Lanternwood Academy", chinese: "灯林学堂"),
            .init(english: "Plumcourt School", chinese: "梅庭书院"),
            .init(english: "Inkbrook College", chinese: "墨溪学院"),
            .init(english: "Willowstep Classroom", chinese: "柳阶课堂"),
            .init(english: "Morningtower Institute", chinese: "晨塔研习社"),
        ],
        articles: articles(
            [
                ("Introduction to Statistics", "统计学入门"), ("Spoken English", "英语口语"),
                ("Programming from Zero", "零基础编程"), ("Chinese Calligraphy", "书法课"),
                ("Home Cooking", "家常菜课"), ("Guitar for Beginners", "吉他初学"),
                ("Exam Preparation in Mathematics", "数学备考"), ("Watercolour Painting", "水彩画"),
            ], fen: 50...300_000,
            .init(
                permissions: [.stream, .practise], validity: .fromIssue(day * 730), uses: .unlimited,
                isTransferable: false)))
}

extension ProductKind {
    private static var day: TimeSpan { .hours(24) }

    /// Articles that cost and entitle to the same.
    private static func articles(
        _ names: [(english: String, chinese: String)], fen: ClosedRange<Int64>, _ template: EntitlementTemplate
    ) -> [Article] {
        names.map { name in
            Article(
                name: BilingualName(english: name.english, chinese: name.chinese),
                listPrices: PriceRange(lowest: Money(fen: fen.lowerBound), highest: Money(fen: fen.upperBound)),
                template: template)
        }
    }

    private static func monthly(_ english: String, _ chinese: String) -> Article {
        term(english, chinese, days: 30, fen: 900...4_000)
    }

    private static func quarterly(_ english: String, _ chinese: String) -> Article {
        term(english, chinese, days: 90, fen: 2_500...11_000)
    }

    private static func annual(_ english: String, _ chinese: String) -> Article {
        term(english, chinese, days: 365, fen: 9_000...40_000)
    }

    /// A membership for so many days.
    private static func term(
        _ english: String, _ chinese: String, days: Int64, fen: ClosedRange<Int64>
    ) -> Article {
        let template = EntitlementTemplate(
            permissions: [.stream, .download], validity: .fromIssue(day * days), uses: .unlimited,
            isTransferable: false)
        return articles([(english, chinese)], fen: fen, template)[0]
    }
}
