using CostGuard.Cli.Composition;
using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Publish;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;

namespace CostGuard.Unit.Cli.Composition;

/// <summary>
/// Fourteen months of two teams, a day a round, over the real state database. A day's cost comes in two parts (60 %, the rest a day later);
/// on the second day of a month the one before is restated by +4 %, on the third to −1 %.
/// </summary>
internal sealed class AlertRounds(StateDbFactory state, Action<string>? step = null, bool wholeMails = false, bool unusual = false)
{
    public const decimal Amount = 30_000m;
    public static readonly DateOnly First = new(2025, 10, 1);
    public const int Days = 425;

    /// <summary>Days on which the first team costs 900 more, from and to: a single day, a run of four, and one whose last day is restated away.</summary>
    public static readonly (DateOnly From, DateOnly To)[] Unusual =
        [(First.AddDays(70), First.AddDays(70)), (First.AddDays(100), First.AddDays(103)), (First.AddDays(140), First.AddDays(142))];

    private readonly AlertStore _store = new(state, step);

    public static CostGuardConfiguration Configuration { get; } = new()
    {
        Home = new HomeFolder("/home-of-acme"),
        Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
        Teams = [Team("payments", "li@acme.test"), Team("data", "sam@acme.test")],
        Budgets = [Budget("data"), Budget("payments")],
        MoneyHash = "00",
    };

    /// <summary>One round at 06:00 of a day, on the data as they are then.</summary>
    public async Task RoundAsync(DateOnly today, CancellationToken stop)
    {
        var queries = new DailyQueries(today, unusual);
        // One load a month, so that every month is known to be there.
        Load[] loads = [.. Enumerable.Range(0, 20).Select(i => BillingPeriod.Of(First).AddMonths(i)).Where(month => month.FirstDay < today).Select(month => LoadOf(month, today))];
        var snapshot = new Snapshot(new SnapshotId("1f2e3d4c5b6a"), loads, "00", today.AddDays(-1));
        IAlertWriter writer = wholeMails
            ? new AlertWriter(new BudgetAlertBuilder(queries, new MailSettings("0", null, null)), new MimeComposer(new MailOptions()), new HookWriter(new MailSettings("0", null, null)))
            : new PlainWriter();
        var service = new AlertService(new BudgetService(queries), _store, writer, unusual ? new AnomalyService(queries, new AnomalyNotes(state)) : null);
        await service.RunAsync(snapshot, Configuration, new DateTimeOffset(today, new TimeOnly(6, 0), TimeSpan.Zero), stop).ConfigureAwait(false);
    }

    /// <summary>What a team's month comes to, as known on a day: by the same rules, in one line of arithmetic.</summary>
    public static decimal Known(string team, BillingPeriod month, DateOnly today)
    {
        decimal sum = 0m;
        for (DateOnly day = month.FirstDay; day < month.Next.FirstDay && day < today; day = day.AddDays(1)) sum += Cost(team, day, today);
        return sum;
    }

    private static decimal Cost(string team, DateOnly day, DateOnly today)
    {
        // 900 a day is 27,900 in a month of 31 days; the second team grows by 2 % of that a month.
        int month = ((day.Year - First.Year) * 12) + day.Month - First.Month;
        decimal full = 900m + (team == "data" ? 18m * month : 12m * (day.Day % 7));
        decimal known = day == today.AddDays(-1) ? full * 0.6m : full;
        DateOnly second = BillingPeriod.Of(day).Next.FirstDay.AddDays(1);
        return today < second ? known : today == second ? known * 1.04m : known * 0.99m;
    }

    private static Load LoadOf(BillingPeriod month, DateOnly today) => new()
    {
        Id = new LoadId($"20250101T000000-{month}"),
        Source = new SourceKey("aws"),
        Period = month,
        SealedAt = new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero),
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = month.Next.FirstDay < today ? month.LastDay : today.AddDays(-1),
        Folder = "none",
    };

    private static TeamConfig Team(string id, string owner) => new()
    {
        Id = new TeamId(id),
        Title = id,
        Owner = owner,
        EffectiveFrom = BillingPeriod.Of(First),
    };

    private static BudgetConfig Budget(string team) => new()
    {
        Name = $"{team}-monthly",
        Team = new TeamId(team),
        Currency = Currency.Usd,
        Metric = CostMetric.Effective,
        Amounts = Enumerable.Range(0, 20).ToDictionary(i => BillingPeriod.Of(First).AddMonths(i), _ => Amount),
    };

    /// <summary>Mails without words and charts, of which hundreds take their time.</summary>
    private sealed class PlainWriter : IAlertWriter
    {
        public Task<OutboxMessage> MailAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken) => Task.FromResult(new OutboxMessage
        {
            Key = $"budget-alert/{letter.Reader}/{string.Join('+', letter.Items.Select(item => item.Notice.Key))}",
            MessageId = "none",
            Kind = BudgetAlertMail.Kind,
            Subject = "none",
            To = [letter.Reader],
            Mime = [],
            Snapshot = context.Snapshot.Id,
            QueuedAt = context.AsOf,
        });
    }

    private sealed class DailyQueries(DateOnly today, bool unusual) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            var rows = new List<CostRow>();
            CostFilter? only = query.Filters.FirstOrDefault(filter => filter.Dimension.Name == "team");
            foreach (string team in new[] { "payments", "data" })
            {
                if (only is not null && !only.Values.Contains(team)) continue;
                for (DateOnly day = First; day < today; day = day.AddDays(1))
                {
                    if (day < query.Days.Start || day >= query.Days.End) continue;
                    decimal cost = Cost(team, day, today) + (unusual && team == "payments" && Unusual.Any(each => day >= each.From && day <= each.To && !(day == Unusual[2].To && today > day.AddDays(2))) ? 900m : 0m);
                    string?[] keys = [.. query.By.Select(by => by.Name switch
                    {
                        "team" => team,
                        "month" => BillingPeriod.Of(day).ToString(),
                        "day" => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                        "chargeCategory" => "Usage",
                        "chargeClass" => null,
                        _ => "x",
                    })];
                    rows.Add(new CostRow(keys, Currency.Usd, new Costs(cost, cost, cost, cost), 1));
                }
            }

            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }
    }
}
