using System.Diagnostics;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Ledger.Snapshots;

/// <summary>Run by hand: the goal is 15 s for a million daily rows over 13 months.</summary>
public sealed class SnapshotSpeedTests(ITestOutputHelper output) : IDisposable
{
    private const int RowsPerMonth = 77_000;
    private readonly SomeLoads _home = new();

    public void Dispose() => _home.Dispose();

    [Fact(Explicit = true)]
    public async Task CurrentAsync_MillionDailyRows_TakesSeconds()
    {
        BillingPeriod first = BillingPeriod.Month(2024, 6);
        for (int month = 0; month < 13; month++) await _home.AddAsync("aws", first.AddMonths(month), Rows(first.AddMonths(month)));
        CostGuardConfiguration configuration = Configuration([.. Enumerable.Range(0, 40).Select(i => Team($"team-{i}", Match("aws.account", $"account-{i + 50}")))]);
        configuration = configuration.With(
            Rule("support", Match("service", "service-1")) with { Split = Split(SplitMethod.Cost) },
            Rule("network", Match("service", "/^service-[23]$/")) with { Split = Split(SplitMethod.Even) },
            Rule("move", Match("aws.account", "account-7")) with { Assign = new("team-3"), EffectiveFrom = new DateOnly(2025, 2, 11) });
        long start = Stopwatch.GetTimestamp();
        Snapshot snapshot = await _home.Store.CurrentAsync(configuration, CancellationToken.None);
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        long bytes = new FileInfo(Path.Combine(_home.Home.Snapshots, snapshot.Id.Value, "allocated.parquet")).Length;
        using Process process = Process.GetCurrentProcess();
        output.WriteLine(FormattableString.Invariant($"{taken.TotalSeconds:0.0} s, {bytes / 1048576.0:0.0} MiB, peak {process.PeakWorkingSet64 / 1048576} MiB"));
        Assert.True(taken < TimeSpan.FromSeconds(15));
    }

    private static string Rows(BillingPeriod period) => FormattableString.Invariant(
        $"""
        SELECT DATE '{period.FirstDay:yyyy-MM-dd}' + (i % {period.Days})::INTEGER AS ChargeDay, 'Cloud' AS ProviderName, 'payer' AS BillingAccountId,
          'account-' || (hash(i) % 200)::VARCHAR AS SubAccountId, 'Account ' || (hash(i) % 200)::VARCHAR AS SubAccountName,
          'service-' || (hash(i * 3) % 60)::VARCHAR AS ServiceName, 'Compute' AS ServiceCategory, 'region-' || (hash(i * 5) % 12)::VARCHAR AS RegionId,
          CASE WHEN i % 97 = 0 THEN 'Tax' ELSE 'Usage' END AS ChargeCategory, NULL::VARCHAR AS ChargeClass,
          CASE WHEN i % 11 = 0 THEN 'sp-' || (i % 5)::VARCHAR END AS CommitmentDiscountId,
          CASE WHEN i % 11 = 0 THEN CASE WHEN i % 3 = 0 THEN 'Unused' ELSE 'Used' END END AS CommitmentDiscountStatus,
          NULL::VARCHAR AS InvoiceId, 'USD' AS BillingCurrency, i % 4 <> 0 AS x_HasResource,
          CASE WHEN i % 3 = 0 THEN 'team-' || (hash(i * 7) % 45)::VARCHAR END AS x_Tag_team,
          ((hash(i * 11) % 100000000)::BIGINT * 0.0000001)::DECIMAL(38,18) AS BilledCost, ((hash(i * 13) % 100000000)::BIGINT * 0.0000001)::DECIMAL(38,18) AS EffectiveCost,
          1.5::DECIMAL(38,18) AS ListCost, 1.25::DECIMAL(38,18) AS ContractedCost, 7::BIGINT AS x_Rows
        FROM range({RowsPerMonth}) t(i)
        """);
}
