namespace CostGuard.Core.Savings.Rules;

/// <summary>CG-W05: a machine that does nothing, by CPU, by the last days and by its network on every day. A P95 is blind to a batch of four hours a week: one hour in
/// two hundred with work, or one sample with much, is enough to leave it alone. One that is merely little used is a question for its owner, and no saving.</summary>
public sealed class IdleMachine() : SavingRule("CG-W05", SavingAction.Terminate, Grade.Medium, Grade.Medium, ResourceKind.Machine)
{
    private const int LookBack = 14, LastDays = 3, LowDays = 4;
    private const double IdleP95 = 3, IdleMean = 2, WorkP995 = 10, WorkMax = 50, LowMean = 10, NetworkMb = 5, BytesInMb = 1_000_000;

    /// <inheritdoc/>
    protected override Finding? Find(ResourceCase of)
    {
        if (of.Resource.State is not (null or "running") || of.Bill is null) return null;
        if (of.Metric(MetricNames.Cpu) is not { } cpu || of.Metric(MetricNames.Network) is not { } network) return null;
        if (cpu.Last(LookBack, of.AsOf) is not { } busy || network.Last(LookBack, of.AsOf) is not { } sent) return null;
        double lately = busy.TakeLast(LastDays).Max(day => day.Mean), most = sent.Max(day => day.Sum) / BytesInMb;
        Evidence[] evidence =
        [
            new("P95 CPU, 14 days", Text($"{cpu.P95:0.0} %"), "under 3 %"), new("Largest daily mean CPU, last 3 days", Text($"{lately:0.0} %"), "at most 2 %"),
            new("Most network in a day, 14 days", Text($"{most:0.0} MB"), "at most 5 MB"),
            new("P99.5 and largest CPU, whole look-back", Text($"{cpu.P995:0.0} %, {cpu.Max:0.0} %"), "under 10 % and 50 %"),
        ];
        if (cpu is { P95: < IdleP95, P995: < WorkP995, Max: < WorkMax } && lately <= IdleMean && most <= NetworkMb)
            return Make(of, $"{of.Resource.Id} does nothing", All(of), Grade.High, of.Resource.Provider == "aws" ? $"aws ec2 stop-instances --instance-ids {of.Resource.Id}" : "", evidence);
        int low = busy.Zip(sent).Count(day => day.First.Mean <= LowMean && day.Second.Sum / BytesInMb <= NetworkMb);
        return low < LowDays ? null : Make(of, Text($"{of.Resource.Id} was hardly used on {low} of 14 days: ask its owner"), Saving.None, Grade.Low, "", evidence) with { Action = SavingAction.Govern, Variant = "review" };
    }
}
