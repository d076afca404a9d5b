using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class AnomalySettingsTests : IDisposable
{
    private readonly HomeFixture _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_TeamBeforeCompanyBeforeDefault()
    {
        _home.With("costguard.yaml", "apiVersion: costguard/v1\nkind: Company\nmetadata: { name: acme }\nspec:\n  company: Acme\n  currency: USD\n  anomalies: { sensitivity: low, minAmount: 25 }\n")
            .WithTeam("payments", "anomalies: { sensitivity: high, minShare: 20% }").WithTeam("web");
        CostGuardConfiguration configuration = _home.Read();

        Assert.Equal(new AnomalyOptions(3.5, 25, 0.2), AnomalySettings.For(configuration, "payments"));
        Assert.Equal(new AnomalyOptions(6, 25, 0.1), AnomalySettings.For(configuration, "web"));
        Assert.Equal(new AnomalyOptions(5, 25, 0.2), AnomalySettings.For(configuration, "payments", 5));
    }

    [Fact]
    public void Read_UnknownSensitivity_IsNamedByPlace()
    {
        _home.WithTeam("payments", "anomalies: { sensitivity: extreme }");
        Assert.Contains(_home.Lines(), line => line.StartsWith("teams/payments.yaml:7:29", StringComparison.Ordinal));
    }

    /// <summary>Three right, one false: 75 %. Planned cost and what is looked at count on neither side.</summary>
    [Fact]
    public void Feedback_Precision_IsRightOfJudged()
    {
        AnomalyNote[] notes = [.. new[] { AnomalyDecision.Resolved, AnomalyDecision.Resolved, AnomalyDecision.Resolved, AnomalyDecision.NotUseful, AnomalyDecision.Expected, AnomalyDecision.Investigating }.Select(decision => SomeAnomalies.Note(decision, null))];
        Assert.Equal(0.75m, AnomalyFeedback.Of(notes).Precision);
        Assert.Null(AnomalyFeedback.Of([]).Precision);
    }
}
