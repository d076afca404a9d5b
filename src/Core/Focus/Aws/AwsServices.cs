namespace CostGuard.Core.Focus.Aws;

/// <summary>ServiceCategory of AWS product codes, after the FinOps Foundation's converter (focus_converters, MIT). Others are "Other".</summary>
public static class AwsServices
{
    private static readonly (string Category, string Codes)[] Table =
    [
        ("AI and Machine Learning",
            "AWSDeepRacer AmazonA2I AmazonBedrock AmazonCodeWhisperer AmazonDevOpsGuru AmazonEI AmazonForecast AmazonFraudDetector "
            + " AmazonHealthLake AmazonKendra AmazonLex AmazonLookoutEquipment AmazonLookoutMetrics AmazonLookoutVision AmazonMonitron "
            + " AmazonOmics AmazonPersonalize AmazonPolly AmazonRekognition AmazonSageMaker AmazonTextract comprehend transcribe "
            + " translate"),
        ("Analytics",
            "AWSCleanRooms AWSDataExchange AWSGlue AWSGlueElasticViews AWSLakeFormation AmazonAthena AmazonCloudSearch AmazonES "
            + " AmazonFinSpace AmazonKinesis AmazonKinesisAnalytics AmazonKinesisFirehose AmazonMSK AmazonQuickSight ElasticMapReduce "
            + " datapipeline"),
        ("Business Applications",
            "A4B AWSSupplyChain AWSWickr AWSWisdom AmazonChime AmazonChimeBusinessCalling AmazonChimeCallMe AmazonChimeCallMeAMCS "
            + " AmazonChimeDialInAMCS AmazonChimeDialin AmazonChimeFeatures AmazonChimeServices AmazonChimeVoiceConnector AmazonHoneycode "
            + " AmazonPinpoint AmazonSES AmazonSWF AmazonWAM AmazonWorkDocs AmazonWorkLink AmazonWorkMail AmazonWorkSpacesWeb Compute "
            + " ContactLensAmazonConnect CustomerProfiles"),
        ("Compute",
            "AWSAppRunner AWSLambda AWSOutposts AmazonAppStream AmazonEC2 AmazonECR AmazonECRPublic AmazonECS AmazonEKS "
            + " AmazonLightsail ComputeSavingsPlans SimSpaceWeaver VMwareCloudOnAWS"),
        ("Databases",
            "AmazonDocDB AmazonDynamoDB AmazonElastiCache AmazonMCS AmazonMemoryDB AmazonNeptune AmazonRDS AmazonRedshift "
            + " AmazonTimestream"),
        ("Developer Tools",
            "AWSAmplify AWSAppSync AWSCodeArtifact AWSCodeCommit AWSCodeDeploy AWSCodePipeline AWSDeviceFarm CodeBuild CodeCatalyst "
            + " CodeGuru"),
        ("Integration",
            "AWSAppFabric AWSQueueService AmazonMQ AmazonMWAA AmazonSNS AmazonStates AppFlow"),
        ("Internet of Things",
            "AWSGreengrass AWSIoT AWSIoT1Click AWSIoTAnalytics AWSIoTEvents AWSIoTFleetWise AWSIoTSiteWise AWSIoTThingsGraph "
            + " IoTDeviceDefender IoTDeviceManagement IoTTwinMaker"),
        ("Management and Governance",
            "AWSBillingConductor AWSBudgets AWSCloudFormation AWSCloudTrail AWSConfig AWSCostExplorer AWSResilienceHub "
            + " AWSServiceCatalog AWSSystemsManager AmazonCloudWatch AmazonGrafana AmazonPrometheus OpsWorks"),
        ("Media",
            "AWSElementalMediaConvert AWSElementalMediaLive AWSElementalMediaPackage AWSElementalMediaStore AWSElementalMediaTailor "
            + " AWSMediaConnect AmazonETS AmazonIVS AmazonKinesisVideo nimble"),
        ("Migration",
            "AWSApplicationMigrationSvc AWSDataSync AWSDatabaseMigrationSvc AWSM2 AWSTransfer"),
        ("Networking",
            "AWSCloudMap AWSCloudWAN AWSDataTransfer AWSDirectConnect AWSELB AWSGlobalAccelerator AWSNetworkFirewall AWSPrivate5G "
            + " AmazonApiGateway AmazonCloudFront AmazonRoute53 AmazonVPC"),
        ("Security",
            "AWSCertificateManager AWSDirectoryService AWSFMS AWSSecretsManager AWSSecurityHub AWSShield AmazonCognito "
            + " AmazonCognitoSync AmazonDetective AmazonGuardDuty AmazonInspector AmazonInspectorV2 AmazonMacie AmazonSecurityLake "
            + " AmazonVerifiedPermissions CloudHSM auditmanager awskms awswaf"),
        ("Storage",
            "AWSBackup AWSElasticDisasterRecovery AWSStorageGateway AWSStorageGatewayDeepArchive AmazonEBS AmazonEFS AmazonFSx "
            + " AmazonGlacier AmazonS3 AmazonS3GlacierDeepArchive IngestionServiceSnowball SnowballExtraDays"),
    ];

    private static readonly Dictionary<string, string> ByCode = Table
        .SelectMany(row => row.Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => (Code: code, row.Category)))
        .ToDictionary(pair => pair.Code, pair => pair.Category, StringComparer.Ordinal);

    /// <summary>Product code → ServiceCategory.</summary>
    public static IReadOnlyDictionary<string, string> Categories => ByCode;

    /// <summary>The category of a product code.</summary>
    public static string CategoryOf(string code) => ByCode.GetValueOrDefault(code, "Other");
}
