using System.Text.Json;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The cases in AWS report format, by the commands a person types. They are cut down to the columns they are about; the rest is assumed.</summary>
public sealed class CurCaseTests
{
    private static readonly string[] NoEnd = ["--assume", "ChargePeriodEnd={ChargePeriodStart:+1d}"];

    [Fact]
    public async Task P09_AccountIds_StayText()
    {
        using Product product = await Product.NewAsync();
        await product.OkAsync(["import", SharedFolder.Path("cases", "P09-leading-zero-accounts", "cur.csv"), "--source", "p09", .. NoEnd]);

        await ExpectAsync(product, "subAccountId", "subAccountId", Expect("P09-leading-zero-accounts").GetProperty("by_account"));
    }

    [Fact]
    public async Task P11_TagPrefixes_AreTakenOffOnce()
    {
        using Product product = await Product.NewAsync();
        string folder = SharedFolder.Path("cases", "P11-cur-tag-prefixes");
        await product.OkAsync(["import", Path.Combine(folder, "legacy.csv"), Path.Combine(folder, "cur2.csv"), "--source", "p11", .. NoEnd,
            "--assume", "BillingPeriodStart={ChargePeriodStart:month}", "--assume", "ServiceName=Test", "--assume", "ChargeCategory=Usage"]);

        await ExpectAsync(product, "tag:team", "tag:team", Expect("P11-cur-tag-prefixes").GetProperty("by_team"));
        Assert.Equal(["", "u-7"], (await CurTruthTests.GroupsAsync(product, "tag:user:user_id", "tag:user:user_id", "billed")).Keys);
        Assert.Equal([""], (await CurTruthTests.GroupsAsync(product, "tag:id", "tag:id", "billed")).Keys);
        Assert.Equal(["", "Root"], (await CurTruthTests.GroupsAsync(product, "rawTag:aws_created_by", "rawTag:aws_created_by", "billed")).Keys);
        Assert.Equal(["", "Root"], (await CurTruthTests.GroupsAsync(product, "rawTag:aws:createdBy", "rawTag:aws:createdBy", "billed")).Keys);
    }

    [Fact]
    public async Task C34_TwoAssemblies_TheManifestNamesTheCurrentOne()
    {
        using Product product = await Product.NewAsync();
        product.Write("connections/bucket.yaml", CurTruthTests.Connection(SharedFolder.Path("cases", "C34-cur-two-assemblies"), "  assume: { ChargePeriodEnd: \"{ChargePeriodStart:+1d}\" }"));

        await product.OkAsync("collect", "bucket");

        JsonElement expect = Expect("C34-cur-two-assemblies");
        Assert.Equal(CurTruthTests.Number(expect.GetProperty("total")), await CurTruthTests.TotalAsync(product, "billed"));
        await ExpectAsync(product, "tag:team", "tag:team", expect.GetProperty("by_team"));
    }

    private static JsonElement Expect(string name) =>
        JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", name, "expected.json"))).RootElement.GetProperty("expect");

    private static async Task ExpectAsync(Product product, string dimension, string key, JsonElement expected)
    {
        SortedDictionary<string, ExactSum> groups = await CurTruthTests.GroupsAsync(product, dimension, key, "billed");
        Assert.Equal(expected.EnumerateObject().ToDictionary(group => group.Name == "(untagged)" ? "" : group.Name, group => CurTruthTests.Number(group.Value)), new Dictionary<string, ExactSum>(groups));
    }
}
