import Primitives
import Workload

extension ScenarioFields {
    static var entitlements: [Field<EntitlementPlan>] {
        [
            Field("activated", \.activatedPermille, .share),
            Field("activation-delay", \.activationDelay, .duration),
            Field("used", \.usedPermille, .share),
            Field("renewed", \.renewedPermille, .share),
            Field("upgraded", \.upgradedPermille, .share),
            Field("transferred", \.transferredPermille, .share),
            Field("suspended", \.suspendedPermille, .share),
            Field("revoked", \.revokedPermille, .share),
            Field("delay", \.delay, .duration),
            Field("longest", \.longest, .duration, noneIf: "none"),
        ]
    }

    static var content: [Field<ContentPlan>] {
        [
            Field("checks-per-day", \.checksPerDay, .number),
            Field("forged", \.forgedPermille, .share),
            Field("early", \.earlyPermille, .share),
            Field("abroad", \.abroadPermille, .share),
            Field("clock-error", \.clockError, .duration),
            Field("allowed-skew", \.allowedSkew, .duration),
        ]
    }

    static var supplier: [Field<OutsidePlan>] {
        [
            Field("time", \.supplierTime, .duration),
            Field("variation", \.supplierVariation, .number),
            Field("outages", \.supplierOutages, outage, each: SupplierOutage(from: .origin, until: .origin)),
            Field("codes", \.supplierCodes, .count, noneIf: "unlimited"),
            Field("refill", \.supplierRefill, refill, orNone: OutsidePlan.Refill(every: .zero, amount: 0)),
            Field("revocable", \.supplierRevokes, .yesOrNo),
            Field("asked-before-withdrawal", \.supplierIsAsked, .yesOrNo),
        ]
    }

    private static var refill: [Field<OutsidePlan.Refill>] {
        [
            Field("every", \.every, .duration, required: true),
            Field("amount", \.amount, .count, required: true),
        ]
    }
}

extension Field {
    /// A key with one scalar, in the given form, or with a word for none.
    init<V>(_ key: String, _ property: WritableKeyPath<Target, V?>, _ form: Form<V>, noneIf word: String) {
        self.init(key) { value, path, target, reading in
            if case .scalar(word, _) = value.content {
                target[keyPath: property] = nil
            } else if let parsed = reading.read(value, as: form, at: path) {
                target[keyPath: property] = parsed
            }
        }
    }
}
