using System.Globalization;
using CostGuard.Collect;
using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Answers of OpenCost: its own example, and rows worked out by hand.</summary>
public sealed class OpenCostReaderTests : IDisposable
{
    private static readonly DateOnly Day = new(2023, 7, 12);

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    // 1.52743 + 0.10937 + 0.14136, added by hand. The example is of a week: its window is narrowed to a day.
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task ReadAsync_ExampleOfOpenCost_IsItsThreeNamespaces(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        string example = File.ReadAllText(SharedFolder.Path("data", "kubernetes", "allocation-example-output.json"))
            .Replace("2023-07-12T11:02:46Z", "2023-07-12T00:00:00Z", StringComparison.Ordinal).Replace("2023-07-19T11:02:46Z", "2023-07-13T00:00:00Z", StringComparison.Ordinal);

        ReadFile read = await ReadAsync(example, ["namespace"]);

        Assert.Equal("1.77816", read.Billed.ToString());
        Assert.Equal("1.77816", read.Effective.ToString());
        Assert.Equal(["1.52743", "0.10937", "0.14136"], read.Texts("BilledCost"));
        Assert.Equal(["kube-system", "opencost", "prometheus"], read.Texts("x_Namespace"));
        Assert.Equal(["default-cluster", "default-cluster", "default-cluster"], read.Texts("SubAccountId"));
        Assert.Equal("default-cluster/kube-system", read.Texts("ResourceId")[0]);
        Assert.Equal("""{"k8s:namespace":"kube-system","kubernetes_io_metadata_name":"kube-system"}""", read.Texts("Tags")[0]);
        Assert.Equal(["2023-07-12T00:00:00Z", "2023-07-13T00:00:00Z"], [read.Texts("ChargePeriodStart")[0], read.Texts("ChargePeriodEnd")[0]]);

        // One row names a controller, which was not asked for: it is what its pods happen to have in common.
        Assert.All(read.Texts("x_Controller"), Assert.Null);
        Assert.DoesNotContain(read.Summary.Problems, one => one.Severity != Severity.Info);
    }

    // 0.1 + 0.2 is 0.3 and nothing else; 1.5e-05 is a number; 18 decimals stay.
    [Fact]
    public async Task ReadAsync_NumbersAsWritten_AreNeverDoubles()
    {
        ReadFile read = await ReadAsync(Answer(("c/a/x", "0.1"), ("c/b/x", "0.2"), ("c/d/x", "1.5e-05"), ("c/e/x", "12345678901.123456789012345678")), ["cluster", "namespace", "controller"]);

        Assert.Equal("12345678901.423471789012345678", read.Billed.ToString());
        Assert.Equal(["USD"], read.Texts("BillingCurrency").Distinct());
    }

    [Fact]
    public async Task ReadAsync_IdleUnmountedAndUnallocated_AreRowsOfTheirOwn()
    {
        ReadFile read = await ReadAsync(
            Answer(("c/shop/team=web", "4"), ("c/shop/__unallocated__", "1"), ("c/__idle__", "2.5"), ("c/__unmounted__/__unmounted__", "0.25")), ["cluster", "namespace", "label:team"]);

        Assert.Equal("7.75", read.Billed.ToString());
        Assert.Equal(["shop", "shop", null, null], read.Texts("x_Namespace"));
        Assert.Equal(["label:team", "label:team", "Idle", "Unmounted volume"], read.Texts("ResourceType"));
        Assert.Equal(
            ["""{"k8s:namespace":"shop","team":"web"}""", """{"k8s:namespace":"shop"}""", """{"k8s:namespace":"__idle__"}""", """{"k8s:namespace":"__unmounted__"}"""], read.Texts("Tags"));
        Assert.Equal(["c/shop/team=web", "c/shop/__unallocated__", "c/__idle__", "c/__unmounted__/__unmounted__"], read.Texts("ResourceId"));
    }

    [Theory]
    [InlineData("app.kubernetes.io/name=web")]
    [InlineData("app_kubernetes_io_name=web")]
    [InlineData("web")]
    public async Task ReadAsync_LabelHoweverItsKeyIsWritten_GivesItsValue(string part)
    {
        ReadFile read = await ReadAsync(Answer(("c/" + part, "4")), ["cluster", "label:app.kubernetes.io/name"]);

        Assert.Equal(["""{"app.kubernetes.io/name":"web"}"""], read.Texts("Tags"));
    }

    [Fact]
    public async Task ReadAsync_ClusterOfTheSetting_StandsForTheOneThatEveryOpenCostHas()
    {
        ReadFile read = await ReadAsync(Answer(("default-cluster/shop", "4")), ["cluster", "namespace"], "prod-eu");

        Assert.Equal(["prod-eu"], read.Texts("SubAccountId"));
        Assert.Equal(["prod-eu/shop"], read.Texts("ResourceId"));
    }

    [Fact]
    public async Task ReadAsync_NegativeIdle_IsKeptAndTold()
    {
        ReadFile read = await ReadAsync(Answer(("c/shop", "4"), ("c/__idle__", "-0.5"), ("c/zero", "-0")), ["cluster", "namespace"]);

        Assert.Equal("3.5", read.Billed.ToString());
        Problem problem = Assert.Single(read.Summary.Problems, one => one.Severity != Severity.Info);
        Assert.Equal((OpenCostErrors.NegativeCost.Code, Severity.Warning), (problem.Code, problem.Severity));
        Assert.Contains("1 negative costs, the first of c/__idle__", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatEndsInsideAnAnswer_IsRefused()
    {
        byte[] whole = OpenCostFile.Record(new OpenCostHead("opencost/1", Day, "USD", null, ["namespace"], 4), "null"u8.ToArray());

        Assert.Single(OpenCostFile.Read(whole, "x"));
        Assert.Equal(2, OpenCostFile.Read([.. whole, .. whole], "x").Count());
        for (int bytes = 1; bytes < whole.Length; bytes++)
            Assert.Equal(OpenCostErrors.Unreadable.Code, Assert.Throws<CostGuardException>(() => OpenCostFile.Read(whole[..bytes], "x").Count()).Problem.Code);
    }

    [Theory]
    [InlineData("\"totalCost\":null")]
    [InlineData("\"totalCost\":\"NaN\"")]
    [InlineData("\"cpuCost\":1")]
    public async Task ReadAsync_CostThatIsNone_RefusesTheDay(string cost)
    {
        string answer = Answer(("c/shop", "4"), ("c/lost", "9")).Replace("\"totalCost\":9", cost, StringComparison.Ordinal);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(answer, ["cluster", "namespace"]));

        Assert.Equal(OpenCostErrors.Unreadable.Code, refusal.Problem.Code);
        Assert.Contains("c/lost", refusal.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":200,"data":[{"c/shop":{"name":"c/shop","properties":{"cluster":"c"},"window":{"start":"2023-07-12T00:00:00Z","end":"2023-07-14T00:00:00Z"},"totalCost":1}}]}""", "outside")]
    [InlineData("""{"code":500,"message":"prometheus is away","data":null}""", "prometheus is away")]
    [InlineData("""{"code":200}""", "")]
    [InlineData("<html>Sign in</html>", "")]
    [InlineData("""{"code":200,"data":[{"x/shop":{"name":"shop","properties":{},"window":{"start":"2023-07-12T00:00:00Z","end":"2023-07-13T00:00:00Z"},"totalCost":1}}]}""", "cluster")]
    public async Task ReadAsync_OtherThanTheDay_IsRefused(string answer, string words)
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(answer, ["namespace"]));

        Assert.Equal(OpenCostErrors.Unreadable.Code, refusal.Problem.Code);
        Assert.Contains(words, refusal.Problem.Message, StringComparison.Ordinal);
    }

    private static string Answer(params (string Name, string Cost)[] rows) =>
        "{\"code\":200,\"data\":[{" + string.Join(',', rows.Select(row => $"\"{row.Name}\":{Allocation(row.Name, row.Cost)}")) + "}]}";

    private static string Allocation(string name, string cost) =>
        $$"""{"name":"{{name}}","properties":{"cluster":"{{name.Split('/')[0]}}"},"window":{"start":"2023-07-12T00:00:00Z","end":"2023-07-13T00:00:00Z"},"minutes":1440,"totalCost":{{cost}}}""";

    private async Task<ReadFile> ReadAsync(string answer, string[] aggregate, string? cluster = null)
    {
        string path = Path.Combine(_folder, $"2023-07-12{OpenCostFile.Ending}");
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(answer);
        await File.WriteAllBytesAsync(path, OpenCostFile.Record(new OpenCostHead("opencost/1", Day, "USD", cluster, aggregate, bytes.Length), bytes), TestContext.Current.CancellationToken);
        var file = new SourceFile(path, Path.GetFileName(path), 1);
        var reader = new OpenCostReader();
        Assert.True(reader.CanRead(file));
        var batches = new List<ChargeBatch>();
        ReadSummary? summary = null;
        await foreach (ChargeBatch batch in reader.ReadAsync(file, ReadOptions.Strict, read => summary = read, TestContext.Current.CancellationToken)) batches.Add(batch);
        Assert.Equal(0, summary!.RowsRejected);
        return new ReadFile(batches, summary);
    }
}
