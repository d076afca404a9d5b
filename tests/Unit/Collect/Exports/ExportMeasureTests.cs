using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class ExportMeasureTests
{
    [Theory]
    [InlineData("actual", "ActualCost", null)]
    [InlineData("amortized", "AmortizedCost", null)]
    [InlineData("focus", "FocusCost", null)]
    [InlineData("actual", "AmortizedCost", "CG1180")]
    [InlineData("amortized", "ActualCost", "CG1180")]
    [InlineData("focus", "ActualCost", "CG1180")]
    [InlineData("actual", "Usage", "CG1180")]
    // What no manifest says is for the rows to prove.
    [InlineData("actual", null, null)]
    [InlineData(null, "AmortizedCost", null)]
    [InlineData("both", "AmortizedCost", "CG1182")]
    public void Check_ManifestAgainstConnection_RefusesTheOther(string? costs, string? dataset, string? code)
    {
        var connection = new Connection { Name = "acme", Provider = "azure", Source = costs is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["costs"] = costs } };
        ExportObject[] chosen = [new ExportObject("a/1.csv", 1, default), new ExportObject("a/2.csv", 1, default) { Dataset = dataset }];

        Exception? refusal = Record.Exception(() => ExportMeasure.Check(chosen, connection));

        Assert.Equal(code, (refusal as CostGuardException)?.Problem.Code);
        if (code == "CG1180") Assert.Contains("a/2.csv", refusal!.Message, StringComparison.Ordinal);
    }
}
