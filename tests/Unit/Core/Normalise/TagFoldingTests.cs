using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Normalise;
using Xunit;

namespace CostGuard.Unit.Core.Normalise;

public sealed class TagFoldingTests
{
    private static readonly TagFolding BuiltIn = new(new TagConfig());

    [Theory]
    [InlineData("Team", "team")]
    [InlineData("TEAM", "team")]
    [InlineData("Squad", "team")]
    [InlineData("cost_owner", "team")]
    [InlineData("user:Cost-Center", "cost_center")]
    [InlineData("CostCenter", "cost_center")]
    [InlineData("resource_tags_user_environment", "env")]
    [InlineData("resourceTags/user:Team", "team")]
    [InlineData("user_user_id", "user_id")]
    [InlineData("aws:createdBy", "aws:createdby")]
    [InlineData("aws:ec2/fleet-id", "aws:ec2_fleet_id")]
    [InlineData("k8s:App.Name", "k8s:app_name")]
    [InlineData(" org", "org")]
    [InlineData("a - b", "a_b")]
    [InlineData("\uFF34\uFF45\uFF41\uFF4D", "team")]
    [InlineData("x-scheme/foo", "x_scheme_foo")]
    [InlineData("TITLE", "title")]
    public void FoldKey_Spelling_IsCanonical(string raw, string expected)
    {
        foreach (string culture in new[] { "de-DE", "tr-TR", "hu-HU" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, new TagFolding(new TagConfig()).FoldKey(raw));
        }
    }

    [Theory]
    [InlineData("env", " Production ", "prod")]
    [InlineData("env", "DEVELOP", "dev")]
    [InlineData("team", "Payments ", "payments")]
    [InlineData("team", "n/a", null)]
    [InlineData("team", "TBD", null)]
    [InlineData("team", " - ", null)]
    [InlineData("team", "", null)]
    [InlineData("team", "TITAN", "titan")]
    public void FoldValue_Spelling_IsCanonicalOrMissing(string key, string raw, string? expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        Assert.Equal(expected, BuiltIn.FoldValue(key, raw));
    }

    [Fact]
    public void Fold_AzureExampleOfTheDomainPage_GivesOneOrg()
    {
        FoldedTags folded = BuiltIn.Fold(Pairs("""{"org":"trey"," org":"trey","CostCenter":"1234"}"""));
        Assert.Equal(["cost_center=1234", "org=trey"], folded.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Empty(folded.Conflicts);
    }

    [Theory]
    [InlineData("Team")]
    [InlineData("team")]
    public void Fold_CaseP13_FollowsTheAliasOrder(string canonical)
    {
        var folding = new TagFolding(new TagConfig { Aliases = new Dictionary<string, IReadOnlyList<string>> { [canonical] = ["Team", "team", "TEAM"] } });
        FoldedTags folded = folding.Fold(Pairs("""{"team":"core","Team":"payments"}"""));
        Assert.Equal("payments", folded.Tags["team"]);
        Assert.Equal(["team"], folded.Conflicts);
    }

    [Fact]
    public void Fold_CanonicalKeyAndAlias_CanonicalWinsThenListOrder()
    {
        Assert.Equal("b", BuiltIn.Fold(Pairs("""{"squad":"a","Team":"b"}""")).Tags["team"]);
        Assert.Equal("b", BuiltIn.Fold(Pairs("""{"Team":"a","team":"b"}""")).Tags["team"]);
        Assert.Equal("b", BuiltIn.Fold(Pairs("""{"team_name":"a","owner_team":"b"}""")).Tags["team"]);
        Assert.Equal("b", BuiltIn.Fold(Pairs("""{"team":"none","squad":"b"}""")).Tags["team"]);
    }

    [Fact]
    public void Fold_RepeatedKey_LastValueAndConflict()
    {
        FoldedTags folded = BuiltIn.Fold(Pairs("""{"team":"a","team":"b"}"""));
        Assert.Equal("b", folded.Tags["team"]);
        Assert.Equal(["team"], folded.Conflicts);
    }

    [Fact]
    public void Fold_SameKeyInTwoSystems_BothKept()
    {
        FoldedTags folded = BuiltIn.Fold(Pairs("""{"foo":"bar","x-scheme/foo":"baz"}"""));
        Assert.Equal(["foo=bar", "x_scheme_foo=baz"], folded.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [Fact]
    public void Fold_TooLong_IsCutAndTold()
    {
        FoldedTags folded = BuiltIn.Fold([new(new string('k', 200), "v"), new("blob", new string('x', 300))]);
        Assert.Equal("v", folded.Tags[new string('k', 128)]);
        Assert.Equal(256, folded.Tags["blob"]!.Length);
        Assert.Equal(2, folded.Truncated.Count);
    }

    [Fact]
    public void Fold_ConfiguredKey_ReplacesTheBuiltInEntry()
    {
        var folding = new TagFolding(new TagConfig
        {
            Aliases = new Dictionary<string, IReadOnlyList<string>> { ["team"] = ["Crew"] },
            Values = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
            {
                ["team"] = new Dictionary<string, IReadOnlyList<string>> { ["payments"] = ["pay", "PMT"] },
            },
        });
        Assert.Equal("team", folding.FoldKey("crew"));
        Assert.Equal("squad", folding.FoldKey("squad"));
        Assert.Equal("payments", folding.FoldValue("team", "pmt"));
    }

    [Fact]
    public void Look_WantedKeys_GivesValuesAndConflicts()
    {
        string?[] values = new string?[3];
        bool[] conflicts = new bool[3];
        Assert.True(BuiltIn.Look("""{"Squad":"A","team":"b","Stage":"live","other":"x"}""", ["env", "owner", "team"], values, conflicts));
        Assert.Equal(["prod", null, "b"], values);
        Assert.Equal([false, false, true], conflicts);
        Assert.True(BuiltIn.Look("", ["team"], values, conflicts));
        Assert.Null(values[0]);
        Assert.False(BuiltIn.Look("{not json", ["team"], values, conflicts));
    }

    [Theory]
    [InlineData("""{"prod":true,"cc":7,"x":null,"bad":{"a":1}}""", "prod=true|cc=7", false)]
    [InlineData("""{"n":1.50}""", "n=1.50", true)]
    [InlineData("[1]", "", false)]
    [InlineData("{} {}", "", false)]
    [InlineData("", "", true)]
    public void TryRead_KeyValueFormat_ScalarsOnly(string json, string expected, bool valid)
    {
        var tags = new List<KeyValuePair<string, string>>();
        Assert.Equal(valid, TagsJson.TryRead(System.Text.Encoding.UTF8.GetBytes(json), tags, out string? fault));
        Assert.Equal(valid, fault is null);
        Assert.Equal(expected, string.Join("|", tags.Select(tag => $"{tag.Key}={tag.Value}")));
    }

    private static List<KeyValuePair<string, string>> Pairs(string json)
    {
        var tags = new List<KeyValuePair<string, string>>();
        TagsJson.TryRead(System.Text.Encoding.UTF8.GetBytes(json), tags, out _);
        return tags;
    }
}
