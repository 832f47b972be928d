/// The words that names of one kind of product are made of. All of them are invented for this purpose.
struct ProductVocabulary {
    /// A word in both languages.
    typealias Word = (english: String, chinese: String)

    /// Who makes it.
    let brands: [Word]
    /// What it is, and its term.
    let articles: [(word: Word, term: ProductTerm)]

    /// How many different names there are before editions are numbered.
    var combinations: Int { brands.count * articles.count }

    /// The name of the product that is the `index`-th of its kind, from zero; different for each.
    ///
    /// Neighbours differ in brand and article. Past all combinations, names get an edition number.
    func name(_ index: Int, skipping skipped: Int) -> (english: String, chinese: String, term: ProductTerm) {
        let place = (index + skipped) % combinations
        let edition = index / combinations + 1
        let brand = brands[place % brands.count]
        let article = articles[(place / brands.count + place % brands.count) % articles.count]
        let english = brand.english + " " + article.word.english
        let chinese = brand.chinese + article.word.chinese
        if edition == 1 { return (english, chinese, article.term) }
        return ("\(english), Edition \(edition)", "\(chinese)（第\(edition)版）", article.term)
    }

    /// The vocabulary of a kind.
    init(_ kind: ProductKind) {
        switch kind {
        case .gameCard: (brands, articles) = (Self.games, Self.cards)
        case .membership: (brands, articles) = (Self.portals, Self.memberships)
        case .licence: (brands, articles) = (Self.softwareHouses, Self.programs)
        case .course: (brands, articles) = (Self.schools, Self.subjects)
        }
    }

    private static let games: [Word] = [
        ("Cinderglen", "烬谷传说"), ("Tidecrown", "潮冠物语"), ("Ninefold Marches", "九叠边境"),
        ("Moonloom", "织月奇谭"), ("Ironlark", "铁雀远征"), ("Cloudhollow", "云穴秘境"),
        ("Starthistle", "星蓟战纪"), ("Frostquill", "霜羽诗篇"), ("Lanternfall", "落灯之城"),
        ("Dunewhistle", "沙哨旅人"),
    ]
    private static let cards: [(word: Word, term: ProductTerm)] = [
        (("Crystal Card", "水晶点卡"), .usual), (("Season Pass Card", "赛季通行卡"), .usual),
        (("Hero Card", "英雄卡"), .usual), (("Costume Card", "时装卡"), .usual),
        (("Gold Card", "金币充值卡"), .usual), (("Adventure Card", "冒险补给卡"), .usual),
        (("Mount Card", "坐骑卡"), .usual), (("Anniversary Card", "周年礼卡"), .usual),
    ]
    private static let portals: [Word] = [
        ("Veloria", "薇澜"), ("Mistbell", "雾铃"), ("Papercrane Hall", "纸鹤堂"), ("Hummingreed", "鸣苇"),
        ("Starporch", "星廊"), ("Driftnote", "漂音"),
    ]
    private static let memberships: [(word: Word, term: ProductTerm)] = [
        (("Video Monthly Membership", "影视月度会员"), .monthly),
        (("Music Annual Membership", "音乐年度会员"), .annual),
        (("Reading Quarterly Membership", "阅读季度会员"), .quarterly),
        (("Accelerator Monthly Membership", "加速器月度会员"), .monthly),
        (("Video Annual Membership", "影视年度会员"), .annual),
        (("Music Monthly Membership", "音乐月度会员"), .monthly),
        (("Accelerator Quarterly Membership", "加速器季度会员"), .quarterly),
        (("Reading Annual Membership", "阅读年度会员"), .annual),
        (("Cloud Storage Quarterly Membership", "云盘季度会员"), .quarterly),
    ]
    private static let softwareHouses: [Word] = [
        ("Quillstone", "砚石"), ("Brasswren", "铜鹪"), ("Tallowbyte", "烛字"), ("Greyharbour", "灰港"),
        ("Pinnacle Fern", "峰蕨"),
    ]
    private static let programs: [(word: Word, term: ProductTerm)] = [
        (("Photo Darkroom", "照片暗房授权"), .usual), (("Writing Desk", "写作台授权"), .usual),
        (("Ledger Studio", "账簿工坊授权"), .usual), (("Virus Watch", "病毒哨兵授权"), .usual),
        (("Film Cutter", "剪片室授权"), .usual), (("Drawing Board", "制图板授权"), .usual),
        (("Mind Atlas", "思路图集授权"), .usual), (("Backup Vault", "备份库授权"), .usual),
    ]
    private static let schools: [Word] = [
        ("Lanternwood Academy", "灯林学堂"), ("Plumcourt School", "梅庭书院"),
        ("Inkbrook College", "墨溪学院"), ("Willowstep Classroom", "柳阶课堂"),
        ("Morningtower Institute", "晨塔研习社"),
    ]
    private static let subjects: [(word: Word, term: ProductTerm)] = [
        (("Introduction to Statistics", "统计学入门"), .usual), (("Spoken English", "英语口语"), .usual),
        (("Programming from Zero", "零基础编程"), .usual), (("Chinese Calligraphy", "书法课"), .usual),
        (("Home Cooking", "家常菜课"), .usual), (("Guitar for Beginners", "吉他初学"), .usual),
        (("Exam Preparation in Mathematics", "数学备考"), .usual), (("Watercolour Painting", "水彩画"), .usual),
    ]
}
