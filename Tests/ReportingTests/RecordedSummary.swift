/// The whole summary of ``Fixtures/night`` at 100 columns.
enum RecordedSummary {
    static let night = """
        double11   seed 20261111   fingerprint 2d358dccaa6c78a5
        The night of Double-11 on the elastic fleet

        VERDICT  THRESHOLDS-MISSED   1 of 2 thresholds missed, 0 of 2 checks failed

        THRESHOLDS
          ✓ oversold_units  value==0                          observed 0
          ✗ request_latency{service:game-card}  p(99)<800ms   observed 912.4 ms

        ORDERS
          placed 2,100,000   paid 1,880,000   issued 1,879,990   refunded 10   unsettled 0
          oversold units 0   undersold units 0   duplicate credentials 0
          sales ¥123,456,789.00

          outcome      orders   share
          issued    1,879,990  89.5 %
          refunded         10  <0.1 %
          unpaid      220,000  10.5 %

        LOAD, OFFERED AGAINST SERVED
          requests 100,000,000   failed 1,234   diverted 56,789
          availability 99.998 %   downtime 0 s

          per second              planned   offered  answered  answered share
          busiest minute (00:01)  8,586.0  12,000.0  11,988.0          99.9 %
          whole run               1,111.3   1,113.4   1,112.3          99.9 %

        SATURATION
          no service; the busiest was game-card, 98.7 % at 00:01

        SERVICES (latency in ms, from click to answer)
          service       requests   p50   p95  p99  p99.9    max
          game-card   40,000,000  40.0   110  300    900  6,010
          all pages  100,000,000  36.0  99.0  270    810  5,410

          service      util  util peak  queue peak  diverted  refused  servers  at peak
          game-card  41.2 %     98.7 %          64    56,789    9,000       30      180
          stock      10.0 %     55.0 %           3         0        0        4       20

        JOBS (pages and messages)
          service       offered      served  refused   lost  busiest  throttled  for s  server-h
          game-card  41,000,000  40,990,000    9,000  1,000    00:01          2    172   2,170.5
          stock       6,000,000   6,000,000        0      0    00:00          0      0     240.0

        JOURNEYS (ms; issue: from capture to credential)
          window                journey   attempts  available   p50  p95  p99  p99.9
          run                   browse   2,000,000      100 %  60.0  165  450  1,350
          22:00:00 to 00:00:00  order    2,000,000      100 %  60.0  165  450  1,350
                                pay      2,000,000   99.999 %  60.0  165  450  1,350
                                issue    2,000,000      100 %  60.0  165  450  1,350
          coupon-outage         browse         900      100 %  60.0  165    –      –
          00:10:00 to 00:20:00  order          900      100 %  60.0  165    –      –
                                pay            900   99.888 %  60.0  165    –      –
                                issue          900      100 %  60.0  165    –      –
          –: fewer than 10 samples lie beyond

        FLEET
          servers: prescaled 300   at midnight 420   peak 420
          server-hours 5,070.3   cost ¥4,461.82   per paid order 0.24 fen

        EVENTS
          kind          events    share  per request
          shopper  300,000,000   50.1 %        3.000
          job      299,000,000   49.9 %        2.990
          all      599,000,000  100.0 %        5.990

        THE NIGHT (columns show their largest minute)
          requests/s            █
          max 12,000            █
                          ▁▁▁▁▁▆█▅▅▅▃▃▃▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂
          p99 latency           █
          max 910 ms      ▃▃▃▃▃▇█▆▆▆▄▄▄▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
          servers         ▃▃▃▃▃▃████████████████████
          max 420         ██████████████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
          paid/min              █
          max 12,960            █▃▃▃▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂
          being prepared        ██
          max 5,000             ██
                          22:00 00:00    03:00     06:00    09:00     12:00    15:00     18:00    21:00

        THE BUSIEST HALF HOUR (around 00:01)
          requests/s                        ▁▁██▁▁
          max 12,000                        ██████
                          ▅▅▅▅▆▆▆▆▆▆▇▇▇▇▇▇██████████████████████▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅
          p99 latency                       ██████
          max 910 ms      ▆▆▆▆▇▇▇▇▇▇▇▇██████████████████████████▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
          servers         ▃▃▃▃▃▃▃▃██████████████████████████████████████████████████████
          max 420         ██████████████████████████████████████████████████████████████
          paid/min                          ▃▃██▃▃
          max 12,960                        ██████▅▅▅▅▅▅▅▅▅▅▅▅▅▅▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃
          being prepared                                        ████████████████████
          max 5,000                                             ████████████████████
                          23:51   23:55     00:00     00:05     00:10     00:15

        MOST PAID ORDERS
          product                                  orders    region                                   orders
          game-card-1                             301,234    east                                    900,000
          membership-3                             99,000    south                                   500,000

        MORE FIGURES
          figure         value
          scalper_share  0.042

        CHECKS (with how often each was evaluated)
          ✓ STK-1        2,100,000  units sold and held never exceed the stock
          ✓ littles-law         13  mean number present = arrival rate x mean stay, at each station

        ASSUMPTIONS
          ordinary_rate  95.4 requests/s, the ordinary day's mean
          throttle       10 % of game-card pages go to the queue page above 800 ms, "as written"

        verdict: thresholds-missed (exit 99)

        """
}
