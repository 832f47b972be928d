extension EntitlementTemplate.Permissions {
    /// Each permission with its name in scenarios and reports.
    public static var named: [(name: String, permission: Self)] {
        [
            ("redeem", .redeem), ("stream", .stream), ("download", .download), ("activate", .activate),
            ("update", .update), ("practise", .practise),
        ]
    }

    /// The names of the permissions in the set.
    public var names: [String] { Self.named.filter { contains($0.permission) }.map(\.name) }
}
