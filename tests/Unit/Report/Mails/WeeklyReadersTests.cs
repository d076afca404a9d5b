using CostGuard.Core.Configuration;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class WeeklyReadersTests
{
    [Fact]
    public void Of_LeadOfSeveralTeams_IsInOneDigestOnly()
    {
        TeamConfig payments = WorkedExample.Payments with { Owner = "Li@acme.test", WeeklyDigestTo = ["owner", "deputies"] };
        TeamConfig data = WorkedExample.Team("data", "Data") with { Owner = "li@acme.test" };
        TeamConfig web = WorkedExample.Team("web", "Web") with { WeeklyDigestTo = [] };

        IReadOnlyList<WeeklyReaders> digests = WeeklyReaders.Of([payments, data, web]);

        Assert.Equal(["payments", "web", "payments,data"], digests.Select(digest => string.Join(',', digest.Teams.Select(team => team.Id.Value))));
        Assert.Equal(["deputy@acme.test", "", "Li@acme.test"], digests.Select(digest => string.Join(',', digest.To)));
    }

    [Fact]
    public void Of_TwoPeopleOfTheSameTeams_GetOneEach()
    {
        TeamConfig[] teams = [.. new[] { "a", "b" }.Select(id => WorkedExample.Team(id, id) with { WeeklyDigestTo = ["x@acme.test", "y@acme.test"] })];
        Assert.Equal(["x@acme.test", "y@acme.test"], WeeklyReaders.Of(teams).Select(digest => Assert.Single(digest.To)));
    }
}
