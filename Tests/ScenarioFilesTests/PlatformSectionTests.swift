import Platform
import Primitives
import ScenarioFiles
import Testing
import Workload

/// The section `platform` of scenario files.
@Suite struct PlatformSectionTests {
    private static let text = """
        extends: \(ShippedScenariosTests.root)/scenarios/experiments/legacy-day.yaml
        name: moving
        platform:
          composition: migration
          migration:
            day: 8h
            failure-limit: 2.5 %
            shares:
              - {category: game-card, days: [off, shadow, 12.5 %]}
              - {category: course, days: [0 %]}
            actions:
              - {at: 3h, category: course, action: roll-back}
        """

    private func read(_ text: String) -> Result<LoadedScenario, ScenarioErrors> {
        ScenarioReader.read(bytes: Array(text.utf8), file: "/tmp/moving.yaml")
    }

    @Test func everyKeyIsRead() throws {
        let plan = try read(Self.text).get().scenario.platform
        #expect(plan.composition == .migration)
        #expect(plan.legacy.channels == 4 && plan.people.timePerOrder == .minutes(12))
        #expect(plan.migration.day == .hours(8) && plan.migration.limits.failurePermille == 25)
        #expect(
            plan.migration.shares == [
                .init(category: .gameCard, days: [.off, .shadow, .share(125)]),
                .init(category: .course, days: [.shadow]),
            ])
        #expect(
            plan.migration.actions == [
                .init(at: .origin + .hours(3), category: .course, action: .rollBack)
            ])
    }

    @Test(arguments: [
        ("shadow, 12.5 %", "shadows", "write off, shadow or a share such as 20 %"),
        ("category: game-card", "category: gateway", "game-card, membership, licence or course"),
        ("roll-back", "back", "roll-back or enable"),
        ("off, shadow, 12.5 %", "12.5 %", "in the shadow before it is routed"),
    ])
    func whatIsWrongIsSaidWithItsPlace(_ change: (old: String, new: String, message: String)) {
        let text = Self.text.replacing(change.old, with: change.new)
        guard case .failure(let errors) = read(text) else {
            Issue.record("\(change.new) was read")
            return
        }
        #expect("\(errors)".contains(change.message), "\(errors)")
    }
}
