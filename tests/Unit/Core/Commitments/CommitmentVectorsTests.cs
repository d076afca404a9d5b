using System.Text.Json;
using CostGuard.Core.Benchmarks;
using CostGuard.Core.Commitments;
using CostGuard.Core.Focus;
using Xunit;

namespace CostGuard.Unit.Core.Commitments;

// The worked examples of domain G, and their twins in vectors.json.
public sealed class CommitmentVectorsTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json"))).RootElement.GetProperty("G");

    private static CoverageCurve Curve => new(Vectors.GetProperty("u").EnumerateArray().Select(each => each.GetDecimal()), [new DiscountedUsage(1m, Vectors.GetProperty("d").GetDecimal())]);

    [Fact]
    public void Kpis_ExampleG1_RatesOnListAndContracted()
    {
        CommitmentKpis kpis = CommitmentKpis.Of(new CommitmentSums(new Costs(0m, 39_600m, 52_000m, 48_000m), default, default));

        JsonElement esr = Vectors.GetProperty("esr");
        Assert.Equal(esr.GetProperty("list").GetDecimal(), Math.Round(kpis.SavingsRateOnList!.Value, 6));
        Assert.Equal(esr.GetProperty("contracted").GetDecimal(), kpis.SavingsRate);
        Assert.Equal(esr.GetProperty("negotiated").GetDecimal(), Math.Round(kpis.Negotiated!.Value, 6));
    }

    [Fact]
    public void BreakEven_ExampleG2_AllUpfrontAndPartly()
    {
        BreakEven upfront = BreakEven.Of(876m, 0m, 8_760m, .20m);
        Assert.Equal((4_380m, 6.0m), (upfront.CashHours, upfront.CashMonths));

        BreakEven partly = BreakEven.Of(500m, .05m, 8_760m, .17m);
        JsonElement ri = Vectors.GetProperty("ri");
        Assert.Equal(ri.GetProperty("total").GetDecimal(), partly.Total);
        Assert.Equal(ri.GetProperty("odTotal").GetDecimal(), partly.OnDemandTotal);
        Assert.Equal(ri.GetProperty("discount").GetDecimal(), Math.Round(partly.Discount, 6));
        Assert.Equal(ri.GetProperty("cashHours").GetDecimal(), Math.Round(partly.CashHours!.Value, 3));
        Assert.Equal(ri.GetProperty("breakEvenUse").GetDecimal(), Math.Round(partly.UsageShare, 6));
        Assert.Equal(5.71m, Math.Round(partly.CashMonths!.Value, 2));
    }

    [Fact]
    public void BreakEven_HourlyAboveOnDemand_NeverPays() => Assert.Null(BreakEven.Of(100m, .2m, 8_760m, .17m).CashHours);

    [Fact]
    public void Quantile_ExampleG3_CommitsToTheSeventhSmallest()
    {
        CoverageOutcome outcome = Curve.Cover(Curve.Best());

        Assert.Equal(Vectors.GetProperty("x").GetDecimal(), Curve.Quantile(.28m));
        Assert.Equal(decimal.Parse(Vectors.GetProperty("commit").GetString()!, System.Globalization.CultureInfo.InvariantCulture), Curve.Best());
        Assert.Equal(Vectors.GetProperty("saving").GetDecimal(), Math.Round(outcome.SavingsRate, 7));
        Assert.Equal(869.92m, Math.Round(outcome.Saving * BreakEven.MonthHours, 2));
    }

    [Fact]
    public void Cover_ExampleG3_TableOfFiveCommitments()
    {
        foreach (JsonElement row in Vectors.GetProperty("table").EnumerateArray())
        {
            CoverageOutcome outcome = Curve.Cover(row[0].GetDecimal() * .72m);
            decimal[] found = [Math.Round(outcome.Cost, 4), Math.Round(outcome.Coverage, 4), Math.Round(outcome.Utilisation, 4), Math.Round(outcome.SavingsRate, 4)];
            Assert.Equal(row.EnumerateArray().Skip(1).Select(cell => cell.GetDecimal()), found);
        }
    }

    // A commitment of 8 an hour at 28 % costs 5.76; 91.15 % of it was used in each of seven days.
    [Fact]
    public void WasteAlert_ExampleG4_UnusedMoneyOfAMonth()
    {
        var start = new DateOnly(2026, 11, 1);
        CommitmentDay[] days = [.. Enumerable.Range(0, 7).Select(i => new CommitmentDay(start.AddDays(i), Used: 24m * 5.76m * .9115m, Unused: 24m * 5.76m * .0885m))];

        WasteAlert alert = WasteAlert.Of(days, start.AddDays(6))!;

        // A month of 30.4375 days has 730.5 hours; the example counts 730.
        Assert.Equal(Vectors.GetProperty("unused").GetString(), Math.Round(alert.WastePerMonth * BreakEven.MonthHours / 730.5m, 2).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((WasteLevel.Warning, .9115m), (alert.Level, alert.Utilisation));
    }

    // "Commitment proposals never cost more than the best fixed coverage found by brute force by over 1 %": the quantile needs no search.
    [Fact]
    public void Quantile_200RandomHistories_NeverBeatenByBruteForceByOnePercent()
    {
        var random = new SplitMix64(20261129);
        double worst = 0;
        for (int history = 0; history < 200; history++)
        {
            decimal[] usage = Usage(random, 24 * 7);
            decimal discount = Math.Round((decimal)(.05 + (.6 * random.NextUniform())), 3);
            var curve = new CoverageCurve(usage, [new DiscountedUsage(1m, discount)]);
            decimal own = curve.Cover(curve.Best()).Cost;
            Assert.Equal((1m - discount) * curve.Quantile(discount), curve.Best());
            double[] hours = [.. usage.Select(each => (double)each)];
            double best = Enumerable.Range(0, 101).Min(step => BruteForce(hours, hours.Max() * step / 100, (double)discount));
            worst = Math.Max(worst, ((double)own / best) - 1);
        }

        Assert.True(worst <= .01, $"The worst proposal costs {worst:P2} more than brute force.");
    }

    // Several discounts: plans pay for the best one first.
    [Fact]
    public void Best_200RandomMixes_NeverBeatenByBruteForceByOnePercent()
    {
        var random = new SplitMix64(6);
        double worst = 0;
        for (int history = 0; history < 200; history++)
        {
            decimal[] usage = Usage(random, 24 * 3);
            DiscountedUsage[] mix = [.. Enumerable.Range(0, 3).Select(_ => new DiscountedUsage((decimal)(.2 + random.NextUniform()), Math.Round((decimal)(.15 + (.3 * random.NextUniform())), 3)))];
            var curve = new CoverageCurve(usage, mix);
            decimal own = curve.Cover(curve.Best()).Cost;
            double[] hours = [.. usage.Select(each => (double)each)];
            (double, double)[] order = [.. mix.OrderByDescending(part => part.Discount).Select(part => ((double)part.Usage, (double)part.Discount))];
            Assert.Equal(OfPlan(hours, order, (double)curve.Best()), (double)own, 1e-6);
            double best = Enumerable.Range(0, 61).Min(step => OfPlan(hours, order, hours.Max() * step / 60));
            worst = Math.Max(worst, ((double)own / best) - 1);
        }

        Assert.True(worst <= .01, $"The worst proposal costs {worst:P2} more than brute force.");
    }

    [Fact]
    public void Kpis_RandomSums_HoldTheIdentity()
    {
        var random = new SplitMix64(7);
        for (int i = 0; i < 500; i++)
        {
            decimal Amount() => Math.Round((decimal)(1 + (1000 * random.NextUniform())), 6);
            decimal onDemand = Amount(), used = Amount();
            CommitmentKpis kpis = CommitmentKpis.Of(new CommitmentSums(new Costs(0m, used * .7m, used, used), new Costs(0m, Amount(), 0m, 0m), new Costs(onDemand, onDemand, onDemand, onDemand)));
            Assert.Equal(kpis.SavingsRate!.Value, kpis.Coverage!.Value * (1m - ((1m - kpis.Discount!.Value) / kpis.Utilisation!.Value)), 18);
        }
    }

    // R10: a commitment that costs more than it saves is a loss, not zero. P34: what was bought is not usage.
    [Fact]
    public void Kpis_UsedAboveList_IsALoss() =>
        Assert.Equal(-5m, CommitmentKpis.Of(new CommitmentSums(new Costs(0m, 12m, 10m, 10m), new Costs(0m, 3m, 0m, 0m), default)).NetSaving);

    [Fact]
    public void AmountThatCovers_GivesBackWhatIsCovered()
    {
        decimal amount = Curve.AmountThatCovers(6m);

        Assert.Equal(6m, Curve.Cover(amount).Covered, 12);
        Assert.Equal(0m, Curve.AmountThatCovers(0m));
        Assert.Equal(15m * .72m, Curve.AmountThatCovers(8.75m));
    }

    private static decimal[] Usage(SplitMix64 random, int hours)
    {
        double level = 1 + (100 * random.NextUniform()), night = random.NextUniform(), weekend = random.NextUniform(), noise = .5 * random.NextUniform(), growth = random.NextUniform() - .5;
        return [.. Enumerable.Range(0, hours).Select(hour => Math.Round((decimal)Math.Max(0, level * (hour % 24 < 8 ? night : 1) * (hour / 24 % 7 > 4 ? weekend : 1)
            * (1 + (growth * hour / hours)) * (1 + (noise * random.NextNormal()))), 4))];
    }

    // Plain arithmetic in double: a search needs speed and no last digit.
    private static double BruteForce(double[] usage, double amount, double discount) =>
        ((1 - discount) * amount) + (usage.Sum(each => Math.Max(0, each - amount)) / usage.Length);

    // What a plan of so much money an hour leaves on demand, hour by hour, best discount first.
    private static double OfPlan(double[] usage, (double Usage, double Discount)[] mix, double plan)
    {
        double whole = mix.Sum(part => part.Usage), cost = 0;
        foreach (double hour in usage)
        {
            double left = plan;
            cost += plan;
            foreach ((double share, double discount) in mix)
            {
                double here = hour * share / whole, paid = Math.Min(left, here * (1 - discount));
                left -= paid;
                cost += here - (paid / (1 - discount));
            }
        }

        return cost / usage.Length;
    }
}
