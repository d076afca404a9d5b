using CostGuard.Core.Alerts;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Unit.Ledger;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

/// <summary>What must hold whatever happens: each alert once, through late data, restatements and dying processes.</summary>
public sealed class AlertReplayTests : IDisposable
{
    private static readonly decimal[] Shares = [0.5m, 0.8m, 1.0m, 1.2m];
    private readonly LedgerHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FourteenMonths_DayByDay_TellEachThresholdOnce()
    {
        for (int day = 1; day <= AlertRounds.Days; day++) await new AlertRounds(_home.State).RoundAsync(AlertRounds.First.AddDays(day), Stop);

        string[] told = [.. (await NoticesAsync(_home.State)).Where(row => row.Mail is not null)
            .SelectMany(row => row.Thresholds.Split('\n').Select(threshold => $"{row.Budget} {row.Period:yyyy-MM} {threshold}")).Order(StringComparer.Ordinal)];
        string[] expected = [.. Expected().Order(StringComparer.Ordinal)];
        Assert.Equal(expected, told);

        // Hand arithmetic: a month of 31 days of payments is about 29,000, and 30,177 while it is restated by 4 %.
        Assert.Contains("payments-monthly 2025-10 actual 1", told);
        Assert.DoesNotContain("payments-monthly 2025-11 actual 1", told);
        Assert.All(await NoticesAsync(_home.State), row => Assert.NotNull(row.SettledAt));
    }

    [Fact]
    public async Task Dying_AtTwentyMoments_ChangesNothingInWhatIsSent()
    {
        const int Rounds = 65;
        int steps = 0;
        for (int day = 1; day <= Rounds; day++) await new AlertRounds(_home.State, _ => steps++).RoundAsync(AlertRounds.First.AddDays(day), Stop);
        List<string> undisturbed = await SentAsync(_home.State);
        Assert.True(undisturbed.Count > 5);

        using var other = new LedgerHome();
        // Spread evenly over all steps of all transactions.
        HashSet<int> deaths = [.. Enumerable.Range(0, 20).Select(i => 1 + (i * steps / 20))];
        Assert.Equal(20, deaths.Count);
        int passed = 0, died = 0;
        for (int day = 1; day <= Rounds; day++)
        {
            bool done = false;
            while (!done)
            {
                try
                {
                    // A process that starts again knows nothing but the database.
                    var round = new AlertRounds(new StateDbFactory(other.Home), step => { if (deaths.Remove(++passed)) throw new IOException(step); });
                    await round.RoundAsync(AlertRounds.First.AddDays(day), Stop);
                    done = true;
                }
                catch (IOException)
                {
                    died++;
                }
            }
        }

        Assert.Equal(20, died);
        Assert.Equal(undisturbed, await SentAsync(other.State));
    }

    /// <summary>Late parts of days and restated months are no anomalies; each planted one opens once and ends once, its growth told between.</summary>
    [Fact]
    public async Task Anomalies_DayByDay_AreToldOnceAndEndOnce()
    {
        for (int day = 1; day <= 160; day++) await new AlertRounds(_home.State, unusual: true).RoundAsync(AlertRounds.First.AddDays(day), Stop);

        AlertNoticeRow[] told = [.. (await NoticesAsync(_home.State)).Where(row => row.Budget.StartsWith("anomaly|", StringComparison.Ordinal) && row.Mail is not null)];
        Assert.Equal(AlertRounds.Unusual.Select(each => each.From), told.Where(row => row.Kind == AlertNoticeKind.AnomalyOpened).Select(row => row.Period).Order());
        Assert.Equal(AlertRounds.Unusual.Select(each => each.From), told.Where(row => row.Kind == AlertNoticeKind.AnomalyOver).Select(row => row.Period).Order());
        // 900, 1,800 (twice), 2,700, 3,600 (twice what was told last): two mails between.
        Assert.Equal(2, told.Count(row => row.Kind == AlertNoticeKind.AnomalyGrew && row.Period == AlertRounds.Unusual[1].From));
        Assert.All(told, row => Assert.StartsWith("anomaly|team=payments;", row.Budget, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anomalies_DyingAtEachStep_AreToldAsIfNothingHappened()
    {
        for (int day = 60; day <= 110; day++) await new AlertRounds(_home.State, unusual: true).RoundAsync(AlertRounds.First.AddDays(day), Stop);

        using var other = new LedgerHome();
        for (int day = 60; day <= 110; day++)
        {
            // Dies before each step of each transaction in turn, until a round comes through.
            for (int alive = 0, done = 0; done == 0; alive++)
            {
                int passed = 0;
                try
                {
                    await new AlertRounds(new StateDbFactory(other.Home), _ => { if (passed++ == alive) throw new IOException("dead"); }, unusual: true).RoundAsync(AlertRounds.First.AddDays(day), Stop);
                    done = 1;
                }
                catch (IOException)
                {
                    // The next process knows nothing but the database.
                }
            }
        }

        Assert.Equal(await SentAsync(_home.State), await SentAsync(other.State));
    }

    [Fact]
    public async Task TwoProcesses_InTheSameRound_SendOnce()
    {
        DateOnly day = AlertRounds.First.AddDays(20);
        await Task.WhenAll(
            new AlertRounds(new StateDbFactory(_home.Home), wholeMails: true).RoundAsync(day, Stop),
            new AlertRounds(new StateDbFactory(_home.Home), wholeMails: true).RoundAsync(day, Stop),
            new AlertRounds(new StateDbFactory(_home.Home), wholeMails: true).RoundAsync(day, Stop));

        Assert.Equal(2, (await SentAsync(_home.State)).Count);
    }

    public void Dispose() => _home.Dispose();

    /// <summary>From the series itself: a threshold is told when the month, as known on any day on which it is watched, reached it.</summary>
    private static IEnumerable<string> Expected()
    {
        foreach (string team in new[] { "data", "payments" })
        {
            for (BillingPeriod month = BillingPeriod.Of(AlertRounds.First); month.FirstDay < AlertRounds.First.AddDays(AlertRounds.Days); month = month.Next)
            {
                decimal peak = 0m;
                for (DateOnly today = month.FirstDay.AddDays(1); today < month.Next.FirstDay.AddDays(5) && today <= AlertRounds.First.AddDays(AlertRounds.Days); today = today.AddDays(1))
                    peak = Math.Max(peak, AlertRounds.Known(team, month, today));
                foreach (decimal share in Shares.Where(share => share * AlertRounds.Amount <= peak))
                    yield return FormattableString.Invariant($"{team}-monthly {month} actual {share:0.##}");
            }
        }
    }

    private static async Task<List<AlertNoticeRow>> NoticesAsync(StateDbFactory factory)
    {
        await using StateDb state = await factory.OpenAsync(Stop);
        return await state.AlertNotices.AsNoTracking().ToListAsync(Stop);
    }

    private static async Task<List<string>> SentAsync(StateDbFactory factory) =>
        [.. (await new Outbox(factory).ListAsync(5_000, Stop)).Select(message => $"{message.Key} {message.MessageId} {string.Join(',', message.To)} {message.Subject}").Order(StringComparer.Ordinal)];
}
