using System.Globalization;
using CostGuard.Cli.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>Every kind of error, with its exact place.</summary>
public sealed class ConfigurationProblemTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_UnknownKey_SuggestsTheNearest()
    {
        _home.WithTeam("payments", "cost_center: 4402");
        Assert.Equal(["teams/payments.yaml:7:3 CG2101 unknown key \"cost_center\". Did you mean \"costCentre\"?"], _home.Lines());
    }

    [Fact]
    public void Read_NoCompany_SaysSo()
    {
        File.Delete(_home.Home.Combine("costguard.yaml"));
        Assert.Equal(["costguard.yaml:1:1 CG2016 There is no costguard.yaml."], _home.Lines());
    }

    [Theory]
    [InlineData("owner: [", "teams/a1.yaml:6:1 CG2001 This is not valid YAML")]
    [InlineData("owner: &x a@b.test", "teams/a1.yaml:5:10 CG2004 The anchor \"&x\" is not read.")]
    [InlineData("owner: !!str a@b.test", "teams/a1.yaml:5:10 CG2004 The tag \"tag:yaml.org,2002:str\" is not read.")]
    [InlineData("owner: a@b.test\n  owner: c@d.test", "teams/a1.yaml:6:3 CG2003 The key \"owner\" is there twice; the first is in line 5.")]
    [InlineData("owner: nobody", "teams/a1.yaml:5:10 CG2011 \"owner\" must be an e-mail address, not \"nobody\".")]
    [InlineData("owner:", "teams/a1.yaml:5:9 CG2010 \"owner\" is empty; it must be an e-mail address.")]
    [InlineData("owner: { mail: a@b.test }", "teams/a1.yaml:5:10 CG2010 \"owner\" must be an e-mail address, not a map.")]
    [InlineData("deputies: [a@b.test]", "teams/a1.yaml:5:3 CG2012 The key \"owner\" is missing in spec.")]
    [InlineData("owner: a@b.test\n  timeZone: Berlin", "teams/a1.yaml:6:13 CG2014 The time zone \"Berlin\" is not known.")]
    [InlineData("owner: a@b.test\n  timeZone: W. Europe Standard Time", "teams/a1.yaml:6:13 CG2015 \"W. Europe Standard Time\" is a Windows time zone. Its IANA name is \"Europe/Berlin\".")]
    [InlineData("owner: a@b.test\n  parent: payment", "teams/a1.yaml:6:11 CG2102 There is no team \"payment\". Did you mean \"payments\"?")]
    [InlineData("owner: a@b.test\n  parent: a1", "teams/a1.yaml:6:11 CG2103 The parents go in a circle: a1 > a1.")]
    [InlineData("owner: a@b.test\n  match: [{ resourceName: /(/ }]", "teams/a1.yaml:6:27 CG2106 /(/ is not a regular expression")]
    [InlineData("owner: a@b.test\n  match: [{ aws.account: '1', gcp.project: x }]", "teams/a1.yaml:6:31 CG2107 \"gcp.project\" names the subAccountId of a charge a second time.")]
    [InlineData("owner: a@b.test\n  match: [{ acount: '1' }]", "teams/a1.yaml:6:13 CG2101 unknown key \"acount\".")]
    [InlineData("owner: a@b.test\n  match: []", "teams/a1.yaml:6:10 CG2011 \"match\" is an empty list.")]
    public void Read_BadTeam_NamesThePlace(string spec, string expected)
    {
        _home.WithTeam("payments").With("teams/a1.yaml", $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: a1 }}\nspec:\n  {spec}\n"
            + (spec.EndsWith('[') ? "" : "  effectiveFrom: 2026-01\n"));
        string line = Assert.Single(_home.Lines());
        Assert.StartsWith(expected, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Team", "kind: Budget", "teams/a1.yaml:2:7 CG2011 \"kind\" must be Team, not \"Budget\".")]
    [InlineData("costguard/v1", "costguard/v2", "teams/a1.yaml:1:13 CG2011 \"apiVersion\" must be costguard/v1, not \"costguard/v2\".")]
    [InlineData("name: a1", "name: b1", "teams/a1.yaml:3:19 CG2006 The name \"b1\" differs from the file's name \"a1\".")]
    [InlineData("name: a1", "name: A1", "teams/a1.yaml:3:19 CG2011 \"name\" must be a name such as payments")]
    [InlineData("2026-01", "2026-13", "teams/a1.yaml:6:18 CG2011 \"effectiveFrom\" must be a month such as 2026-11, not \"2026-13\".")]
    [InlineData("2026-01", "true", "teams/a1.yaml:6:18 CG2011 \"effectiveFrom\" must be a month such as 2026-11, not \"true\".")]
    public void Read_BadHead_NamesThePlace(string text, string instead, string expected)
    {
        _home.WithTeam("a1");
        string file = _home.Home.Combine("teams", "a1.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace(text, instead, StringComparison.Ordinal));
        Assert.Contains(_home.Lines(), line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cron: 0 7 * * MON", "schedules/s1.yaml:6:9 CG2310 \"0 7 * * MON\" has 5 fields, Quartz needs 6 or 7. Same as: \"0 0 7 ? * MON\"")]
    [InlineData("cron: 0 0 25 * * ?", "schedules/s1.yaml:6:9 CG2320 \"0 0 25 * * ?\" is not a cron expression")]
    [InlineData("every: month 32 07:00", "schedules/s1.yaml:6:10 CG2011 \"every\" must be a time such as")]
    [InlineData("enabled: true", "schedules/s1.yaml:5:3 CG2013 spec needs one of \"cron\", \"every\".")]
    [InlineData("{ cron: 0 0 7 * * ?, every: day 07:00 }", "schedules/s1.yaml:6:3 CG2001")]
    [InlineData("cron: 0 0 7 * * ?\n  timeZone: Eastern Standard Time", "schedules/s1.yaml:7:13 CG2015")]
    [InlineData("every: day 07:00\n  cron: 0 0 7 * * ?", "schedules/s1.yaml:7:3 CG2013 spec takes only one of \"cron\", \"every\".")]
    public void Read_BadSchedule_NamesThePlace(string spec, string expected)
    {
        _home.With("Schedule", "schedules/s1.yaml", "run: { daily: all }", spec);
        Assert.StartsWith(expected, Assert.Single(_home.Lines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ScheduleOfUnknownNames_SuggestsTheNearest()
    {
        _home.With("Connection", "connections/exports.yaml", "provider: folder", "source: { path: billing }")
            .With("Schedule", "schedules/s1.yaml", "run: { collect: [export] }", "every: day 06:00")
            .With("Schedule", "schedules/s2.yaml", "run: { mail: weekly }", "every: monday 07:00");
        Assert.Equal(
            [
                "schedules/s1.yaml:5:20 CG2311 There is no connection \"export\". Did you mean \"exports\"?",
                "schedules/s2.yaml:5:16 CG2312 There is no mail \"weekly\".",
            ],
            _home.Lines(new KnownNames { Mails = ["weekly-team"] }));
    }

    [Fact]
    public void Read_BadRules_NamesEveryPlace()
    {
        _home.WithTeam("web").WithTeam("data").With(
            "AllocationRules", "allocation/rules.yaml",
            "order:",
            "  - { name: r1, when: { service: X }, assign: webb }",
            "  - { name: r2, when: { service: X }, split: { by: fixed, weights: { web: 60, data: 39.9 } } }",
            "  - { name: r3, when: { service: X }, split: { by: usage, metric: gb } }",
            "  - { name: r1, when: { service: X }, central: true }",
            "  - { name: r5, when: {}, central: true }",
            "  - { name: r6, when: { service: X } }");
        // Shape first: a file whose shape is wrong is not looked into.
        Assert.Equal(
            [
                "allocation/rules.yaml:10:25 CG2011 \"when\" is empty.",
                "allocation/rules.yaml:11:7 CG2013 order needs one of \"assign\", \"split\", \"central\".",
            ],
            _home.Lines());
        string file = _home.Home.Combine("allocation", "rules.yaml");
        File.WriteAllLines(file, File.ReadAllLines(file)[..9]);
        Assert.Equal(
            [
                "allocation/rules.yaml:6:49 CG2102 There is no team \"webb\". Did you mean \"web\"?",
                "allocation/rules.yaml:7:70 CG2452 The weights of \"r2\" add up to 99.9, not 100.",
                "allocation/rules.yaml:8:69 CG2451 There is no allocation/metrics/gb.csv.",
                "allocation/rules.yaml:9:15 CG2454 The rule \"r1\" is in allocation/rules.yaml:6 already.",
            ],
            _home.Lines());
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Read_InAnyCulture_SaysTheSame(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            _home.WithTeam("infra", "PARENTİ: x").With("budgets/2027.csv", "team,currency,2027-02,2027-03\ninfra,USD,48000.50,480005\n");
            Assert.Equal(
                [
                    "budgets/2027.csv:2:4 CG2207 infra Mar 2027 is 10 times Feb 2027 (480,005.00).",
                    "teams/infra.yaml:7:3 CG2101 unknown key \"PARENTİ\".",
                ],
                _home.Lines().Select(line => line.Replace(" Did you mean \"parent\"?", "", StringComparison.Ordinal)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Read_SeveralFilesWithErrors_ListsAllByFileAndLine()
    {
        _home.WithTeam("web", "zone: x", "colour: red").WithTeam("data", "parent: nowhere");
        Assert.Equal(["teams/data.yaml:7:11", "teams/web.yaml:7:3", "teams/web.yaml:8:3"], _home.Lines().Select(line => line.Split(' ')[0]));
    }
}
