using CostGuard.Core.Anomalies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

/// <summary>RDS in prod-payments, 59 a day before and 190 in the seven days from 8 November: +917.</summary>
public sealed class AnomalyDrillTests
{
    [Fact]
    public async Task Causes_OneResourceMadeAllOfIt_IsNamedBeforeTheRegion()
    {
        // db-1 stays at 59; db-2 is new at 131 a day. One region has both: its share is all of it, too, but it says less.
        AnomalyCauses causes = await AskAsync(["payments"], null);

        Assert.Equal("resource", causes.By[0].Name);
        Assert.Equal(("db-2", 917m, true), (causes.Causes[0].Part!.Keys[0], causes.Causes[0].Impact, causes.Causes[0].IsNew));
        Assert.Equal(917m, causes.Causes.Sum(cause => cause.Impact));
    }

    [Fact]
    public async Task Causes_SeveralTeamsShareTheAccount_NamesNoLines()
    {
        Assert.Equal("region", (await AskAsync(["payments", "web"], null)).By[0].Name);
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => AskAsync(["payments", "web"], new Dimension("resource")));
        Assert.Equal("CG1432", refused.Problem.Code);
    }

    [Fact]
    public async Task Causes_AskedByName_AreThose() => Assert.Equal("sku", (await AskAsync(["payments"], new Dimension("sku"))).By[0].Name);

    private static Task<AnomalyCauses> AskAsync(string[] teams, Dimension? by) =>
        new AnomalyService(new Answers(teams), new NoNotes()).CausesAsync(new Snapshot(new SnapshotId("s"), [], "00", SomeAnomalies.Start.AddDays(6)), SomeConfiguration.Of(), SomeAnomalies.Rds, by, TestContext.Current.CancellationToken);

    private sealed class NoNotes : IAnomalyNotes
    {
        public Task<IReadOnlyList<AnomalyNote>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AnomalyNote>>([]);

        public Task SaveAsync(AnomalyNote note, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Answers(string[] teams) : ICostQueries
    {
        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            if (query.By[0].Name == "team") return Task.FromResult<IReadOnlyList<CostRow>>([.. teams.Select(team => Row(team, null, 1m))]);
            // A question about lines must not name a team.
            if (query.By[0].Name is "resource" or "sku") Assert.DoesNotContain(query.Filters, filter => filter.Dimension.Name == "team");
            var rows = new List<CostRow>();
            for (DateOnly day = query.Days.Start; day < query.Days.End; day = day.AddDays(1))
            {
                string text = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                bool after = day >= SomeAnomalies.Start;
                switch (query.By[0].Name)
                {
                    case "resource":
                        rows.Add(Row("db-1", text, 59m));
                        if (after) rows.Add(Row("db-2", text, 131m));
                        break;
                    case "region":
                        rows.Add(new CostRow(["eu-west-1", null, text], Currency.Usd, Costs(after ? 190m : 59m), 1));
                        break;
                    default:
                        // Two SKUs share the rise.
                        rows.Add(Row("storage", text, after ? 69m : 29m));
                        rows.Add(Row("hours", text, after ? 121m : 30m));
                        break;
                }
            }

            return Task.FromResult<IReadOnlyList<CostRow>>(rows);
        }

        private static CostRow Row(string key, string? second, decimal cost) => new([key, second], Currency.Usd, Costs(cost), 1);

        private static Costs Costs(decimal cost) => new(cost, cost, cost, cost);
    }
}
