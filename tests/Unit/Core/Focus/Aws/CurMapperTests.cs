using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Focus.Aws;

/// <summary>Each line item type by the table of domain A.5; the figures are those of its examples A-3 and A-4.</summary>
public sealed class CurMapperTests
{
    private const string Plan = "arn:aws:savingsplans::012345678901:savingsplan/p1", Reserved = "arn:aws:ec2:us-east-1:012345678901:reserved-instances/r1";

    [Theory]
    [InlineData("Usage", "Usage", "Usage-Based", "Standard")]
    [InlineData("Fee", "Purchase", "One-Time", "Standard")]
    [InlineData("FlatRateSubscription", "Purchase", "Recurring", "Standard")]
    [InlineData("Tax", "Tax", "One-Time", null)]
    [InlineData("Credit", "Credit", "One-Time", null)]
    [InlineData("Refund", "Usage", "Usage-Based", null)]
    [InlineData("BundledDiscount", "Usage", "Usage-Based", "Standard")]
    [InlineData("EdpDiscount", "Usage", "Usage-Based", "Standard")]
    [InlineData("SppDiscount", "Usage", "Usage-Based", "Standard")]
    [InlineData("DistributorDiscount", "Usage", "Usage-Based", "Standard")]
    [InlineData("SomethingNew", "Adjustment", "One-Time", null)]
    public void Map_PlainTypes_AreBilledAndEffectiveAlike(string type, string category, string frequency, string? pricing)
    {
        var report = new SomeReport(SomeReport.Legacy);

        Dictionary<string, string> charge = Assert.Single(report.Map(("lineItem/LineItemType", type), ("lineItem/UnblendedCost", "-3.50")));

        Assert.Equal((category, frequency, pricing), (charge["ChargeCategory"], charge["ChargeFrequency"], charge.GetValueOrDefault("PricingCategory")));
        Assert.Equal(("-3.50", "-3.50", "-3.50"), (charge["BilledCost"], charge["EffectiveCost"], charge["ContractedCost"]));
        Assert.Equal(type.EndsWith("Discount", StringComparison.Ordinal) ? type : null, charge.GetValueOrDefault("x_DiscountType"));
        Assert.Equal(type == "SomethingNew" ? ["SomethingNew"] : [], report.Mapper.Notes.UnknownTypes.Keys);
    }

    [Fact]
    public void Map_HourOfASavingsPlan_BillsTheFeeAndSpreadsItOverUse()
    {
        var report = new SomeReport(SomeReport.Legacy);
        (string, string) arn = ("savingsPlan/SavingsPlanARN", Plan);

        Dictionary<string, string> covered = Assert.Single(report.Map(("lineItem/LineItemType", "SavingsPlanCoveredUsage"), ("lineItem/UnblendedCost", "1.40"), arn,
            ("savingsPlan/SavingsPlanEffectiveCost", "0.75"), ("pricing/publicOnDemandCost", "1.40"), ("lineItem/ResourceId", "i-1"), ("lineItem/CurrencyCode", "USD"), ("lineItem/UsageAmount", "1")));
        List<Dictionary<string, string>> negation = report.Map(("lineItem/LineItemType", "SavingsPlanNegation"), ("lineItem/UnblendedCost", "-1.40"), ("lineItem/CurrencyCode", "USD"), arn);
        List<Dictionary<string, string>> fee = report.Map(("lineItem/LineItemType", "SavingsPlanRecurringFee"), ("lineItem/UnblendedCost", "1.00"), arn,
            ("savingsPlan/TotalCommitmentToDate", "1.00"), ("savingsPlan/UsedCommitment", "0.75"), ("lineItem/UsageAmount", "1"));

        Assert.Equal(("0", "0.75", "1.40", "1.40"), (covered["BilledCost"], covered["EffectiveCost"], covered["ListCost"], covered["ContractedCost"]));
        Assert.Equal(("Committed", "Used", Plan, "Spend", "Savings Plan", "i-1", "1"), (covered["PricingCategory"], covered["CommitmentDiscountStatus"],
            covered["CommitmentDiscountId"], covered["CommitmentDiscountCategory"], covered["CommitmentDiscountType"], covered["ResourceId"], covered["ConsumedQuantity"]));
        Assert.Empty(negation);
        Assert.Equal(["Purchase 1.00 0", "Usage 0 0.25"], fee.Select(charge => $"{charge["ChargeCategory"]} {charge["BilledCost"]} {charge["EffectiveCost"]}"));
        Assert.Equal(("Recurring", "Standard", Plan), (fee[0]["ChargeFrequency"], fee[0]["PricingCategory"], fee[0]["ResourceId"]));
        Assert.Equal(("Unused", "Committed", Plan, false), (fee[1]["CommitmentDiscountStatus"], fee[1]["PricingCategory"], fee[1]["ResourceId"], fee[1].ContainsKey("ConsumedQuantity")));
        CancelledTotal cancelled = Assert.Single(report.Mapper.Cancelled);
        Assert.Equal(("0", "2.8", true), (cancelled.Sum.ToString(), cancelled.Gross.ToString(), cancelled.Cancels));
    }

    [Fact]
    public void Map_ReservationPaidUpfront_CountsUsedAndUnusedHours()
    {
        var report = new SomeReport(SomeReport.Legacy);
        (string, string) arn = ("reservation/ReservationARN", Reserved);

        Dictionary<string, string> bought = Assert.Single(report.Map(("lineItem/LineItemType", "Fee"), ("lineItem/UnblendedCost", "876.00"), arn));
        Dictionary<string, string> used = Assert.Single(report.Map(("lineItem/LineItemType", "DiscountedUsage"), ("lineItem/UnblendedCost", "0"), ("reservation/EffectiveCost", "60.00"), arn));
        List<Dictionary<string, string>> fee = report.Map(("lineItem/LineItemType", "RIFee"), ("lineItem/UnblendedCost", "0"), arn,
            ("reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "12.00"), ("reservation/UnusedRecurringFee", "0.5"));

        Assert.Equal(("Purchase", "One-Time", "876.00", "0", Reserved), (bought["ChargeCategory"], bought["ChargeFrequency"], bought["BilledCost"], bought["EffectiveCost"], bought["ResourceId"]));
        Assert.Equal(("Usage", "0", "60.00", "Used", "Usage", "Reserved Instance"), (used["ChargeCategory"], used["BilledCost"], used["EffectiveCost"], used["CommitmentDiscountStatus"], used["CommitmentDiscountCategory"], used["CommitmentDiscountType"]));
        Assert.Equal(["Purchase 0 0", "Usage 0 12.5"], fee.Select(charge => $"{charge["ChargeCategory"]} {charge["BilledCost"]} {charge["EffectiveCost"]}"));
    }

    [Theory]
    [InlineData("Refund for one-time fee for Savings Plan ID p1", "", "Purchase", "0")]
    [InlineData("Refund of a recurring fee", Plan, "Purchase", "-5")]
    [InlineData("Refund of data transfer", "", "Usage", "-5")]
    public void Map_Refund_OfAnUpfrontFeeHasNoEffectiveCost(string description, string arn, string category, string effective)
    {
        Dictionary<string, string> refund = Assert.Single(new SomeReport(SomeReport.Legacy).Map(("lineItem/LineItemType", "Refund"), ("lineItem/UnblendedCost", "-5"),
            ("lineItem/LineItemDescription", description), ("savingsPlan/SavingsPlanARN", arn)));

        Assert.Equal((category, "-5", effective), (refund["ChargeCategory"], refund["BilledCost"], refund["EffectiveCost"]));
    }

    [Theory]
    [InlineData("2026-07-31T00:00:00Z", "Correction")]
    [InlineData("2026-08-03 00:00:00+00:00", null)]
    public void Map_Refund_OfAnEarlierPeriodIsACorrection(string start, string? expected)
    {
        Dictionary<string, string> refund = Assert.Single(new SomeReport(SomeReport.Legacy).Map(
            ("lineItem/LineItemType", "Refund"), ("lineItem/UnblendedCost", "-5"), ("lineItem/UsageStartDate", start), ("bill/BillingPeriodStartDate", "2026-08-01T00:00:00Z")));

        Assert.Equal(expected, refund.GetValueOrDefault("ChargeClass"));
    }

    [Fact]
    public void Map_Details_FollowTheKindOfCharge()
    {
        var report = new SomeReport(SomeReport.Legacy);

        Dictionary<string, string> spot = Assert.Single(report.Map(("lineItem/LineItemType", "Usage"), ("lineItem/UnblendedCost", "1"), ("lineItem/UsageType", "USE1-SpotUsage:m5.large"), ("lineItem/ProductCode", "AmazonEC2")));
        Dictionary<string, string> tax = Assert.Single(report.Map(("lineItem/LineItemType", "Tax"), ("lineItem/UnblendedCost", "1"), ("lineItem/UsageType", "x"), ("lineItem/UsageAmount", "1")));
        Dictionary<string, string> pod = Assert.Single(report.Map(("lineItem/LineItemType", "Usage"), ("lineItem/UnblendedCost", "1"), ("lineItem/Operation", "EKSPod-EC2")));
        Dictionary<string, string> words = Assert.Single(report.Map(("lineItem/LineItemType", "Usage"), ("lineItem/UnblendedCost", "1"), ("pricing/publicOnDemandCost", "convertible")));

        Assert.Equal(("Dynamic", "Compute", "AmazonEC2"), (spot["PricingCategory"], spot["ServiceCategory"], spot["ServiceName"]));
        Assert.DoesNotContain("SkuMeter", tax.Keys);
        Assert.DoesNotContain("PricingQuantity", tax.Keys);
        Assert.Equal(("0", "0", "0"), (pod["BilledCost"], pod["EffectiveCost"], pod["ListCost"]));
        Assert.DoesNotContain("ListCost", words.Keys);
        Assert.Equal((1, 1), (report.Mapper.Notes.Repeated, report.Mapper.Notes.NoPublicPrice));
    }

    [Fact]
    public void Map_Tags_KeepTheirRawKeysOnce()
    {
        var legacy = new SomeReport("lineItem/UnblendedCost", "resourceTags/user:Team", "resourceTags/user:user_id", "resourceTags/aws:createdBy", "costCategory/Charge type");
        var flat = new SomeReport("line_item_unblended_cost", "resource_tags_user_team");
        var maps = new SomeReport("line_item_unblended_cost", "resource_tags", "cost_category");

        Assert.Equal("""{"user:Team":"web \"x\"","aws:createdBy":"Root","costCategory/Charge type":"Usage"}""", Assert.Single(legacy.Map(
            ("lineItem/UnblendedCost", "1"), ("resourceTags/user:Team", "web \"x\""), ("resourceTags/aws:createdBy", "Root"), ("costCategory/Charge type", "Usage")))["Tags"]);
        Assert.Equal("""{"user_team":"web"}""", Assert.Single(flat.Map(("line_item_unblended_cost", "1"), ("resource_tags_user_team", "web")))["Tags"]);
        Assert.Equal("""{"user_user_id": "7"}""", Assert.Single(maps.Map(("resource_tags", """{"user_user_id": "7"}"""), ("cost_category", "{}")))["Tags"]);
        Assert.Equal("""{"team":"a","costCategory/env":"prod"}""", Assert.Single(maps.Map(("resource_tags", """{"team":"a"}"""), ("cost_category", """{"env":"prod"}""")))["Tags"]);
        Assert.DoesNotContain("Tags", Assert.Single(maps.Map(("resource_tags", "{}")))!.Keys);
    }

    [Fact]
    public void Map_Cur2_ReadsMapsAndBothSpellingsOfTheArn()
    {
        var report = new SomeReport("line_item_unblended_cost", "line_item_line_item_type", "product", "product_region_code", "reservation_reservation_a_r_n", "reservation_reservation_arn", "line_item_product_code");

        Dictionary<string, string> first = Assert.Single(report.Map(("line_item_line_item_type", "Usage"), ("product", """{"product_name":"Amazon S3","region":"eu-west-1"}"""), ("reservation_reservation_arn", Reserved)));
        Dictionary<string, string> second = Assert.Single(report.Map(("line_item_line_item_type", "Usage"), ("product", """{"region":"global"}"""), ("line_item_product_code", "AmazonRoute53")));
        Dictionary<string, string> third = Assert.Single(report.Map(("line_item_line_item_type", "Usage"), ("product", """{"region":"global"}"""), ("product_region_code", "us-east-1")));

        Assert.Equal(("Amazon S3", "eu-west-1", Reserved), (first["ServiceName"], first["RegionId"], first["CommitmentDiscountId"]));
        Assert.Equal(("AmazonRoute53", "Networking", false), (second["ServiceName"], second["ServiceCategory"], second.ContainsKey("RegionId")));
        Assert.Equal("us-east-1", third["RegionId"]);
    }

    [Fact]
    public void Map_NetBasis_PutsDiscountsIntoTheRows()
    {
        string[] columns = ["lineItem/LineItemType", "lineItem/UnblendedCost", "lineItem/NetUnblendedCost", "lineItem/CurrencyCode"];
        var report = new SomeReport(CurBasis.Net, columns);

        Assert.Equal("90", Assert.Single(report.Map(("lineItem/LineItemType", "Usage"), ("lineItem/UnblendedCost", "100"), ("lineItem/NetUnblendedCost", "90")))["BilledCost"]);
        Assert.Equal("5", Assert.Single(report.Map(("lineItem/LineItemType", "Tax"), ("lineItem/UnblendedCost", "5")))["BilledCost"]);
        Assert.Empty(report.Map(("lineItem/LineItemType", "EdpDiscount"), ("lineItem/UnblendedCost", "-10")));
        Assert.Equal(CurBasis.Net, CurBasisRule.Choose(ExactSum.Parse("95"), ExactSum.Parse("95.0095")));
        Assert.Equal(CurBasis.Unblended, CurBasisRule.Choose(ExactSum.Parse("95"), ExactSum.Parse("95.0096")));
    }
}
