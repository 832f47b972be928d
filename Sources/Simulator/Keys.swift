import Primitives

/// The starts of the run's random streams, one per purpose.
struct Keys: BitwiseCopyable {
    let population: RandomStream
    let journey: RandomStream
    let messages: RandomStream
    let faults: RandomStream
    let credentials: RandomStream
    let provider: RandomStream
    let supplier: RandomStream
    let callbacks: RandomStream

    init(seed: UInt64) {
        population = RandomStream(seed: seed, purpose: .population)
        journey = RandomStream(seed: seed, purpose: .journey)
        messages = RandomStream(seed: seed, purpose: .messageDemand)
        faults = RandomStream(seed: seed, purpose: .faults)
        credentials = RandomStream(seed: seed, purpose: .credentials)
        provider = RandomStream(seed: seed, purpose: .paymentProvider)
        supplier = RandomStream(seed: seed, purpose: .supplier)
        callbacks = RandomStream(seed: seed, purpose: .paymentProvider, entity: 1)
    }
}
