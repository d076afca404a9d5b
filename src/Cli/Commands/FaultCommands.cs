using System.CommandLine;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard fault list|ack.</summary>
public static class FaultCommands
{
    public static Command Build(Verbs verbs)
    {
        var all = new Option<bool>("--all") { Description = "Show what works, too." };
        var subject = new Argument<string>("SUBJECT") { Description = "As 'fault list' shows it: connection:NAME, schedule:NAME or outbox." };
        var note = new Option<string?>("--note") { Description = "What to write down beside your name.", HelpName = "TEXT" };
        return Verbs.Group("fault", "What is broken: connections, late reports, mails that do not arrive.",
        [
            verbs.Ask("list", "List what is broken and since when; exit code 7 when anything is.", [all], async (session, cancellationToken) =>
            {
                IReadOnlyList<Fault> faults = await session.Room<IFaultStore>().ListAsync(cancellationToken).ConfigureAwait(false);
                Fault[] shown = [.. faults.Where(fault => fault.IsOpen || session.Arguments.GetValue(all)).OrderByDescending(fault => fault.IsOpen)];
                await session.AnswerAsync(FaultTable.Build(shown, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
                return faults.Any(fault => fault.IsOpen) ? 7 : 0;
            }),
            verbs.Make("ack", "Mark one as seen: no more reminders until it works again, which is told.", [subject, note], async (session, cancellationToken) =>
            {
                string who = session.Surroundings.Environment("USER") ?? session.Surroundings.Environment("USERNAME") ?? "somebody", name = session.Arguments.GetValue(subject)!;
                string said = session.Arguments.GetValue(note) is { } text ? $"{who}: {text}" : who;
                await session.Room<FaultService>().AcknowledgeAsync(name, said, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"{name}: acknowledged");
                return 0;
            }),
        ]);
    }
}
