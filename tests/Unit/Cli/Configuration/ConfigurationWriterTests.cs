using CostGuard.Cli.Configuration;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class ConfigurationWriterTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Team_ReadBack_IsTheSame()
    {
        var team = new TeamConfig
        {
            Id = new TeamId("growth"),
            Title = "Growth: \"A # B\" & Söhne",
            Owner = "ana@acme.test",
            Deputies = ["o'neil@acme.test"],
            CostCentre = "00441",
            TimeZone = "Europe/Berlin",
            EffectiveFrom = BillingPeriod.Month(2026, 11),
            Matches =
            [
                new Match(new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["no"], ["subAccountId"] = ["022233334444"] }),
                new Match(new Dictionary<string, IReadOnlyList<string>> { ["tag.team"] = ["growth", "true"] }),
            ],
            WeeklyDigestTo = ["owner"],
        };
        TeamConfig read = Assert.Single(_home.With("teams/growth.yaml", ConfigurationWriter.Team(team)).Read().Teams);
        Assert.Equal((team.Title, team.Owner, team.CostCentre, team.TimeZone, team.EffectiveFrom), (read.Title, read.Owner, read.CostCentre, read.TimeZone, read.EffectiveFrom));
        Assert.Equal(team.Deputies, read.Deputies);
        Assert.Equal(team.WeeklyDigestTo, read.WeeklyDigestTo);
        Assert.Equal(
            team.Matches.Select(match => string.Join(';', match.Conditions.Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}"))),
            read.Matches.Select(match => string.Join(';', match.Conditions.Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}"))));
    }
}
