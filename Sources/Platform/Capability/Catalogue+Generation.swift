import Primitives

/// Made-up catalogues.
extension Catalogue {
    /// Makes up a catalogue: kinds interleaved by the mix, unique names, prices typical of the kind.
    ///
    /// Equal terms and seeds give equal catalogues. A price is drawn for its rank and kind
    /// alone, so that a longer catalogue of the same mix begins with the shorter one. O(products).
    ///
    /// Traps on a negative count, stock or price, on weights that are not one for each kind or have no
    /// positive sum, on a kind without brands or articles, and on a limit for a rank that the catalogue
    /// does not have.
    public init(_ terms: CatalogueTerms, seed: UInt64) {
        precondition(terms.products >= 0 && terms.stock >= 0 && terms.pricePermille >= 0, "terms \(terms)")
        precondition(terms.mix.count == terms.kinds.count, "mix \(terms.mix) of \(terms.kinds.count) kinds")
        let purpose = RandomStream(seed: seed, purpose: .catalogue)
        let places = Self.interleave(terms.mix, count: terms.products)
        var stock = Array(repeating: terms.stock, count: terms.products)
        for limit in terms.limited {
            precondition(limit.rank >= 1 && limit.rank <= terms.products && limit.stock >= 0, "limit \(limit)")
            stock[limit.rank - 1] = limit.stock
        }
        var made = Array(repeating: 0, count: terms.kinds.count)
        var products: [Product] = []
        products.reserveCapacity(terms.products)
        for (index, place) in places.enumerated() {
            let kind = terms.kinds[place]
            precondition(kind.combinations > 0, "products of the kind \(kind.name) can't be named")
            // One start for the whole kind: another seed begins elsewhere in the same list of names.
            var start = purpose.substream(UInt64(1) << 32 | UInt64(place))
            let skipped = Int(start.next(below: UInt64(kind.combinations)))
            let (name, article) = kind.name(made[place], skipping: skipped)
            made[place] += 1
            var stream = purpose.substream(UInt64(index))
            let listPrice = article.listPrices.price(at: stream.nextUniform())
            products.append(
                Product(
                    id: ProductID(index: index), kind: kind, name: name.english, chineseName: name.chinese,
                    listPrice: listPrice,
                    salePrice: max(listPrice.scaled(permille: Int64(terms.pricePermille)), Money(fen: 1)),
                    stock: stock[index], isSupplierCoded: kind.isSupplierCoded, template: article.template))
        }
        self.init(products: products)
    }

    /// Which kind stands at each rank, so that every prefix has each kind's share to less than one.
    ///
    /// The quota method (Balinski and Young, "The quota method of apportionment", 1975): the next place
    /// goes to the kind with the greatest weight per product it would then have, among those below
    /// their share rounded up. Choosing simply the kind farthest behind may miss by more than one.
    static func interleave(_ mix: [Int], count: Int) -> [Int] {
        let total = mix.reduce(0, +)
        precondition(mix.allSatisfy { $0 >= 0 } && total > 0, "mix \(mix)")
        var made = Array(repeating: 0, count: mix.count)
        return (0..<count).map { rank in
            var chosen: Int?
            for kind in mix.indices where made[kind] * total < mix[kind] * (rank + 1) {
                if let best = chosen, mix[kind] * (made[best] + 1) <= mix[best] * (made[kind] + 1) { continue }
                chosen = kind
            }
            guard let chosen else { fatalError("no kind is owed rank \(rank + 1) of mix \(mix)") }
            made[chosen] += 1
            return chosen
        }
    }
}
