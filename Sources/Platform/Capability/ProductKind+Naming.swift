/// Names of made-up products: each is an article under a brand.
extension ProductKind {
    /// How many different names there are before editions are numbered.
    var combinations: Int { brands.count * articles.count }

    /// The name of the product that is the `index`-th of its kind, from zero, and which article it is.
    ///
    /// Each index has another name as long as brands and articles differ among themselves. Neighbours differ in
    /// brand and article. Past all combinations, names get an edition number.
    func name(_ index: Int, skipping skipped: Int) -> (name: BilingualName, article: Article) {
        let place = (index + skipped) % combinations
        let edition = index / combinations + 1
        let brand = brands[place % brands.count]
        let article = articles[(place / brands.count + place % brands.count) % articles.count]
        var name = BilingualName(
            english: brand.english + " " + article.name.english, chinese: brand.chinese + article.name.chinese)
        if edition > 1 {
            name.english += ", Edition \(edition)"
            name.chinese += "（第\(edition)版）"
        }
        return (name, article)
    }
}
