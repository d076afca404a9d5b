namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W10: a database that nobody connects to for a week (AWS Trusted Advisor Ti39halfu8); after two weeks it is sure. Its storage stays.</summary>
public sealed class IdleDatabase() : SavingRule("CG-W10", SavingAction.Terminate, Grade.High, Grade.Medium, ResourceKind.Database)
{
    private const int Days = 7, SureDays = 14, AgeMin = 14;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.AgeOn(of.AsOf) is not >= AgeMin || of.Bill is null || of.Metric(MetricNames.Connections) is not { } connections) return null;
        if (connections.Last(Days, of.AsOf) is not { } week || week.Any(day => day.Max > 0)) return null;
        bool sure = connections.Last(SureDays, of.AsOf) is { } two && two.All(day => day.Max <= 0);
        return Make(
            of, $"Nobody has connected to {of.Resource.Id} for {(sure ? "14" : "7")} days", All(of), sure ? Grade.High : Grade.Medium, "",
            new Evidence("Most connections", "0", "none in 7 days"), new Evidence("Age in days", Text($"{of.Resource.AgeOn(of.AsOf)}"), "at least 14"));
    }
}
