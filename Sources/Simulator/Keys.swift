import Primitives

/// The starts of the run's random streams, one per purpose.
struct Keys: BitwiseCopyable {
    let population: RandomStream
    let journey: RandomStream
    let messages: RandomStream
    let faults: RandomStream
    let brownOut: RandomStream
    let provider: RandomStream
    let supplier: RandomStream
    let retryJitter: RandomStream
    let callbacks: RandomStream
    let holders: RandomStream
    let records: RandomStream
    let spotMarket: RandomStream

    init(seed: UInt64) {
        population = RandomStream(seed: seed, purpose: .population)
        journey = RandomStream(seed: seed, purpose: .journey)
        messages = RandomStream(seed: seed, purpose: .messageDemand)
        faults = RandomStream(seed: seed, purpose: .faults)
        brownOut = RandomStream(seed: seed, purpose: .faults, entity: 1)
        provider = RandomStream(seed: seed, purpose: .paymentProvider)
        supplier = RandomStream(seed: seed, purpose: .supplier)
        retryJitter = RandomStream(seed: seed, purpose: .retryJitter)
        callbacks = RandomStream(seed: seed, purpose: .paymentProvider, entity: 1)
        holders = RandomStream(seed: seed, purpose: .holders)
        records = RandomStream(seed: seed, purpose: .records)
        spotMarket = RandomStream(seed: seed, purpose: .spotMarket)
    }
}
