using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend verify.</summary>
public static class SavingVerifyCommand
{
    public static Command Build(Verbs verbs)
    {
        var resource = new Option<string[]>("--resource") { Description = "FOCUS ResourceId that was changed; replacements too. Repeatable.", HelpName = "ID", Required = true };
        var done = new Option<string>("--done") { Description = "The day of the action.", HelpName = "DAY", Required = true };
        var promised = new Option<decimal>("--promised") { Description = "Promised saving a month, in the company's currency.", HelpName = "AMOUNT", Required = true };
        return verbs.Make(
            "verify",
            "Measure on the bill what an action saved: against its own forecast and its peers, prices apart. Exit code 3: less than half, or it came back; 5: too early.",
            [resource, done, promised],
            async (session, cancellationToken) =>
            {
                string day = session.Arguments.GetValue(done)!;
                if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly when))
                    throw new CostGuardException(2, CommandErrors.BadArgument.At($"--done '{day}' is not a date such as 2026-11-16."));
                decimal amount = session.Arguments.GetValue(promised);
                if (amount <= 0m) throw new CostGuardException(2, CommandErrors.BadArgument.At("--promised is not above zero."));
                Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                var question = new SavingQuestion(session.Arguments.GetValue(resource)!, when, amount, session.Configuration.Company.Currency);
                VerifiedSaving saving = await session.Room<VerificationService>().VerifyAsync(data, question, cancellationToken).ConfigureAwait(false);
                PeriodText months = PeriodText.Parse("mtd", session.AsOf, session.Configuration.Company);
                await session.AnswerAsync(
                    VerifiedSavingTable.Build(question, saving, CostCommands.Facts(session, data, months, CostMetric.Contracted) with { Period = $"around {day}", PeriodStatus = null }), cancellationToken).ConfigureAwait(false);
                return saving.State switch
                {
                    SavingState.Pending => 5,
                    SavingState.NotRealised or SavingState.Regressed => 3,
                    _ => 0,
                };
            });
    }
}
