/// The kinds of thing that the adapter can be told about a category: the columns of the published table.
public enum MigrationCommandKind: UInt8, Hashable, Sendable, CaseIterable {
    case stop, shadow
    /// Some of the users, and all of them.
    case routeSome, routeAll
    case rollBack, enable, compared, ended
    /// What was counted is judged, and is too bad.
    case judgedBad
}

extension MigrationAdapter {
    /// What becomes of a category: the table of its life.
    ///
    /// | | stop | shadow | route some | route all | roll back | enable | compared | ended | judged bad |
    /// | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    /// | `off` | stays | `shadow` | refuses | refuses | refuses | refuses | impossible | stays | stays |
    /// | `shadow` | `off` | stays | `partial` | `full` | refuses | refuses | stays | stays | stays |
    /// | `partial` | refuses | `shadow` | stays | `full` | `rolledBack` | refuses | stays | stays | `rolledBack` |
    /// | `full` | refuses | `shadow` | `partial` | stays | `rolledBack` | refuses | stays | stays | `rolledBack` |
    /// | `rolledBack` | refuses | stays | stays | stays | stays | back | stays | stays | stays |
    ///
    /// "Back" is to `shadow`, `partial` or `full`, by the share that was asked for last; what is asked for while
    /// rolled back is remembered until then.
    public static func reaction(
        in phase: MigrationPhase, to kind: MigrationCommandKind
    ) -> Reaction<MigrationPhase> {
        switch (phase, kind) {
        case (.off, .shadow): .moves([.shadow])
        case (.off, .routeSome), (.off, .routeAll), (.off, .rollBack), (.off, .enable): .refuses
        case (.off, .compared): .impossible
        case (.off, .stop), (.off, .ended), (.off, .judgedBad): .stays
        case (.shadow, .stop): .moves([.off])
        case (.shadow, .routeSome): .moves([.partial])
        case (.shadow, .routeAll): .moves([.full])
        case (.shadow, .rollBack), (.shadow, .enable): .refuses
        case (.shadow, .shadow), (.shadow, .compared), (.shadow, .ended), (.shadow, .judgedBad): .stays
        case (.partial, .stop), (.partial, .enable), (.full, .stop), (.full, .enable): .refuses
        case (.partial, .shadow), (.full, .shadow): .moves([.shadow])
        case (.partial, .routeAll): .moves([.full])
        case (.full, .routeSome): .moves([.partial])
        case (.partial, .rollBack), (.partial, .judgedBad), (.full, .rollBack), (.full, .judgedBad):
            .moves([.rolledBack])
        case (.partial, .routeSome), (.partial, .compared), (.partial, .ended): .stays
        case (.full, .routeAll), (.full, .compared), (.full, .ended): .stays
        case (.rolledBack, .stop): .refuses
        case (.rolledBack, .enable): .moves([.shadow, .partial, .full])
        case (.rolledBack, .shadow), (.rolledBack, .routeSome), (.rolledBack, .routeAll), (.rolledBack, .rollBack),
            (.rolledBack, .compared), (.rolledBack, .ended), (.rolledBack, .judgedBad):
            .stays
        }
    }
}
