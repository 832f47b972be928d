import Platform
import Primitives

extension KindPlan {
    /// The kind as a line among the assumptions.
    var note: Note {
        let lowest = kind.articles.map(\.listPrices.lowest).min() ?? .zero
        let highest = kind.articles.map(\.listPrices.highest).max() ?? .zero
        let source =
            switch kind.credentials {
            case .generated: "credentials are generated"
            case .supplierCodes: "credentials are a supplier's codes"
            }
        var templates: [EntitlementTemplate] = []
        for article in kind.articles where !templates.contains(article.template) { templates.append(article.template) }
        return Note(
            name: "kind \(kind.name)",
            text: (isStandard ? "as the mix says" : "\(weight) products to every 100 of the standard kinds")
                + ", pages at \(pages.name), \(source), list prices \(lowest) to \(highest) yuan; "
                + templates.map(\.words).joined(separator: "; or ")
                + (regions.isEmpty ? "" : "; in " + regions.joined(separator: ", ")))
    }
}

extension EntitlementTemplate {
    /// What a buyer may do, when, how often and to whom it may be passed on, in words.
    fileprivate var words: String {
        let uses =
            switch uses {
            case .limited(1): "one use"
            case .limited(let count): "\(count) uses"
            case .unlimited: "any number of uses"
            }
        return permissions.names.joined(separator: " and ") + " \(validity.words), \(uses), "
            + (isTransferable ? "transferable" : "not transferable")
    }
}

extension EntitlementTemplate.Validity {
    fileprivate var words: String {
        switch self {
        case .fromIssue(let span): "for \(Note.days(span)) from the issue"
        case .fromActivation(let span, let within):
            "for \(Note.days(span)) from an activation within \(Note.days(within))"
        case .window(let from, let until):
            "from \(Note.span(from.sinceOrigin)) until \(Note.span(until.sinceOrigin))"
        }
    }
}

extension Note {
    /// A span in days if it is a whole number of them, otherwise as any other.
    fileprivate static func days(_ span: TimeSpan) -> String {
        let day = TimeSpan.hours(24).nanoseconds
        return span.nanoseconds % day == 0 && span > .zero ? "\(span.nanoseconds / day)d" : Note.span(span)
    }
}
