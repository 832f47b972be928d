extension VerificationCase {
    /// Every case, in the order in which they are shown.
    public static let all: [VerificationCase] =
        singleServer + multiServer + bounded + generalService + constantService + unlimitedServers + periodicArrivals
        + impatience + retrials + balking + lastComeFirst + openNetworks + closedNetworks
}
