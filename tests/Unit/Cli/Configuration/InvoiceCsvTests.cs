using CostGuard.Cli.Configuration.Csv;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class InvoiceCsvTests
{
    private const string Head = "invoice,provider,period,date,currency,net,tax,total,support";

    [Fact]
    public void Read_Line_IsTheInvoice()
    {
        Invoice invoice = Assert.Single(Read($"{Head}\nA-1,AWS,2026-10,2026-11-03,usd,100.50,19.10,119.60,29.00\n", out _));

        Assert.Equal(("A-1", "USD", 100.50m, 119.60m, 29m), (invoice.Number, invoice.Currency.Code, invoice.Net, invoice.Total, invoice.Parts[ExplainedReason.Support]));
    }

    [Theory]
    [InlineData("A-1,AWS,2026-13,2026-11-03,USD,1,0,1,", 3)]
    [InlineData("A-1,AWS,2026-10,03.11.2026,USD,1,0,1,", 4)]
    [InlineData("A-1,AWS,2026-10,2026-11-03,Dollar,1,0,1,", 5)]
    [InlineData("A-1,AWS,2026-10,2026-11-03,USD,\"1,5\",0,1,", 6)]
    [InlineData("A-1,AWS,2026-10,2026-11-03,USD,1.005,0,1.005,", 6)]
    [InlineData("A-1,AWS,2026-10,2026-11-03,USD,1,0.19,1,", 8)]
    public void Read_BadField_IsNamedWithLineAndColumn(string line, int column)
    {
        Assert.Empty(Read($"{Head}\n{line}\n", out List<Problem> problems));
        Problem problem = Assert.Single(problems);
        Assert.Equal(("CG2701", "in.csv", 2, column.ToString(System.Globalization.CultureInfo.InvariantCulture)), (problem.Code, problem.File, problem.Line, problem.Column));
    }

    [Fact]
    public void Read_UnknownAndMissingColumns_AreNamed()
    {
        Assert.Empty(Read("invoice,period,date,currency,net,total,vat\n", out List<Problem> problems));
        Assert.Equal(2, problems.Count);
    }

    private static IReadOnlyList<Invoice> Read(string text, out List<Problem> problems)
    {
        problems = [];
        return new InvoiceCsv("fin@acme.test", DateTimeOffset.UnixEpoch, problems).Read("in.csv", text);
    }
}
