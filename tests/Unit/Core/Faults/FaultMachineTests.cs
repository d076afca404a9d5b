using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using Xunit;

namespace CostGuard.Unit.Core.Faults;

public sealed class FaultMachineTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    private static readonly Problem Denied = new("CG1102", Severity.Error, "AccessDenied on s3://acme-billing");
    private static readonly Fault New = new() { Subject = Fault.OfConnection("acme-aws") };

    [Fact]
    public void Step_FailsForFourDaysThenWorks_IsToldOnceDailyAndAtTheEnd()
    {
        Fault fault = New;
        var told = new List<(int Day, FaultNoticeKind Kind)>();
        for (int hour = 0; hour <= 96; hour += 6)
        {
            // A run that comes a minute early a day later still reminds.
            DateTimeOffset at = Monday.AddHours(hour).AddMinutes(hour == 0 ? 0 : -1);
            (fault, FaultNoticeKind? notice) = FaultMachine.Step(fault, new FaultSighting(fault.Subject, hour < 96 ? Denied : null, IsAttempt: true), at);
            if (notice is { } kind) told.Add((hour / 24, kind));
        }

        Assert.Equal([(0, FaultNoticeKind.Broke), (1, FaultNoticeKind.StillBroken), (2, FaultNoticeKind.StillBroken), (3, FaultNoticeKind.StillBroken), (4, FaultNoticeKind.Recovered)], told);
        Assert.Equal((16, 1, Monday, 16), (fault.Attempts, fault.Entry, fault.Since, fault.Log.Count));
        Assert.False(fault.IsOpen);
    }

    [Fact]
    public void Step_AcknowledgedStaysSilentUntilItWorks()
    {
        Fault fault = FaultMachine.Acknowledge(FaultMachine.Step(New, new FaultSighting(New.Subject, Denied, true), Monday).Next, "li: ticket 7");
        (fault, FaultNoticeKind? later) = FaultMachine.Step(fault, new FaultSighting(fault.Subject, Denied, true), Monday.AddDays(2));
        (_, FaultNoticeKind? over) = FaultMachine.Step(fault, new FaultSighting(fault.Subject, null, true), Monday.AddDays(3));

        Assert.Null(later);
        Assert.Equal(FaultNoticeKind.Recovered, over);
    }

    [Fact]
    public void Step_Forgotten_EndsWithoutAWordAndWithoutAGoodMoment()
    {
        Fault broken = FaultMachine.Step(New, new FaultSighting(New.Subject, Denied, true), Monday).Next;
        (Fault over, FaultNoticeKind? notice) = FaultMachine.Step(broken, new FaultSighting(New.Subject, null, false) { IsForgotten = true }, Monday.AddDays(8));

        Assert.Equal((null, false, null), (notice, over.IsOpen, over.LastGood));
    }

    [Fact]
    public void Step_LookWithoutChange_IsTheVerySameObject()
    {
        Assert.Same(New, FaultMachine.Step(New, new FaultSighting(New.Subject, null, false), Monday).Next);
        Fault late = FaultMachine.Step(New, new FaultSighting(New.Subject, Denied, false), Monday).Next;
        Assert.Same(late, FaultMachine.Step(late, new FaultSighting(New.Subject, Denied, false), Monday.AddMinutes(1)).Next);
    }

    [Fact]
    public void Step_ThirtyFailures_KeepsTwentyLinesOfLog()
    {
        Fault fault = New;
        for (int i = 0; i < 30; i++) fault = FaultMachine.Step(fault, new FaultSighting(fault.Subject, Denied, true), Monday.AddMinutes(i)).Next;
        Assert.Equal(20, fault.Log.Count);
        Assert.Equal("2026-11-16 06:29 UTC CG1102 AccessDenied on s3://acme-billing", fault.Log[^1]);
    }
}
