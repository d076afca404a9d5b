using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Report.Tables;

/// <summary>The example of ux 3.4: RDS in prod-payments, +131 USD a day since 8 November.</summary>
internal static class SomeAnomalies
{
    public static DateOnly Start { get; } = new(2026, 11, 8);

    public static Anomaly Rds { get; } = Of("payments", "RDS", "prod-payments", 59m, 190m);

    public static Anomaly Of(string team, string? service, string? account, decimal usual, decimal now, AnomalyState state = AnomalyState.New, int days = 7)
    {
        JudgedDay[] judged = [.. Enumerable.Range(0, days).Select(i =>
            new JudgedDay(Start.AddDays(i), (double)now, (double)usual, 48, 71, 55.25, 5, SeriesKind.Steady) { Sign = now > usual ? 1 : -1 })];
        return new Anomaly
        {
            Scope = new AnomalyScope(team, service, account, Currency.Usd),
            Event = new EventDays(judged),
            Actual = now * days,
            Expected = usual * days,
            State = state,
        };
    }

    public static AnomalyNote Note(AnomalyDecision decision, DateOnly? until) =>
        new("scope", Start, decision, "load test", until, "ana", new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));
}
