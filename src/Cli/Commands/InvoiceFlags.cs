using System.CommandLine;
using CostGuard.Core.Close;

namespace CostGuard.Cli.Commands;

/// <summary>Arguments and options of 'costguard invoice'.</summary>
internal sealed class InvoiceFlags
{
    public Argument<string> Number { get; } = new Argument<string>("NUMBER") { Description = "Invoice number, as the provider's data has it." }.AsOnTheInvoice();

    public Argument<string> File { get; } = new("FILE") { Description = "CSV with the columns invoice,period,date,currency,net,tax,total (provider, account and parts such as support may be there)." };

    public Option<string> Month { get; } = new("--period") { Description = "Billing month, as 2026-10.", HelpName = "MONTH", Required = true };

    public Option<string> Months { get; } = new("--period") { Description = "Billing months.", HelpName = "PERIOD", DefaultValueFactory = _ => "last-month" };

    public Option<string> Date { get; } = new("--date") { Description = "Day of the invoice.", HelpName = "DAY", Required = true };

    public Option<string> Currency { get; } = new("--currency") { Description = "Currency of the invoice.", HelpName = "CODE", Required = true };

    public Option<string?> Which { get; } = new("--currency") { Description = "Currency, for an invoice in several.", HelpName = "CODE" };

    public Option<string> Net { get; } = new("--net") { Description = "Amount before tax.", HelpName = "AMOUNT", Required = true };

    public Option<string> Tax { get; } = new("--tax") { Description = "Tax; counts as said where the data has tax lines, and 0 is no tax.", HelpName = "AMOUNT", DefaultValueFactory = _ => "0" };

    public Option<string?> Provider { get; } = new("--provider") { Description = "Provider, for data that names no invoice.", HelpName = "NAME" };

    public Option<string?> Account { get; } = new("--account") { Description = "Billing account, for data that names no invoice.", HelpName = "ID" };

    public Option<string[]> Part { get; } = new("--part") { Description = $"A part of the net that the invoice states: {string.Join(", ", ExplainedReasons.Parts.Select(part => part.Word()))}. Repeatable.", HelpName = "PART=AMOUNT" };

    public Option<string> By { get; } = new Option<string>("--by") { Description = "Who does it: an e-mail address.", HelpName = "WHO", Required = true }.NeverBlank();

    public Option<string> Reason { get; } = new("--reason") { Description = $"One of {string.Join(", ", ExplainedReasons.Words)}.", HelpName = "CODE", Required = true };

    public Option<string> Amount { get; } = new("--amount") { Description = "How much of net − billed it explains; negative when the data has more.", HelpName = "AMOUNT", Required = true };

    public Option<string> Text { get; } = new Option<string>("--text") { Description = "Why, in words.", HelpName = "TEXT", Required = true }.NeverBlank();

    public Option<bool> Replace { get; } = new("--replace") { Description = "Take the provider's word for fetched invoices of an open month that have changed, or are void now." };

    public Argument<string?> Matched { get; } = new("NUMBER") { Description = "Invoice that the charges are on. Without it, and without --charges, the month is listed.", Arity = ArgumentArity.ZeroOrOne };

    public Option<string[]> Charges { get; } = new("--charges") { Description = "Charges to match, by their names in the list, such as c1a2b3c4. Repeatable.", HelpName = "NAME,…", AllowMultipleArgumentsPerToken = true };

    public Option<string?> Why { get; } = new("--text") { Description = "Why they belong together, in words.", HelpName = "TEXT" };

    public Option<string?> Who { get; } = new("--by") { Description = "Who says so: an e-mail address.", HelpName = "WHO" };

    public Argument<long> Match { get; } = new("ID") { Description = "Number of the match, as 'invoice match' lists it." };

    public Option<long?> Explanation { get; } = new("--explanation") { Description = "Only this explanation, by its number in 'invoice show'.", HelpName = "ID" };
}
