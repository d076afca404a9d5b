namespace CostGuard.Core.Focus.Gcp;

/// <summary>ServiceCategory of Google Cloud services, after the FinOps Foundation's converter (focus_converters, MIT). Others are "Other".</summary>
public static class GcpServices
{
    private const string Table = """
        AI and Machine Learning|Cloud AutoML;Cloud Data Labeling Service;Cloud Machine Learning Engine;Cloud Natural Language;Cloud Optimization;Cloud TPU
        AI and Machine Learning|Cloud Talent Solution;Contact Center AI Insights;Genomics;Google Click to Deploy Deep Learning VM
        AI and Machine Learning|Google Cloud Vision OCR On-Prem;Notebooks;Prediction;Recommendations AI;Speaker ID;Vertex AI
        Analytics|BigQuery BI Engine;BigQuery Reservation API;Cloud Composer;Cloud Data Fusion;Cloud Dataflow;Data Catalog;Looker Data Platform SaaS
        Compute|Anthos;Anthos Config Management;App Engine;Artifact Registry;Cloud Functions;Cloud Run;Compute Engine;Confidential Computing
        Compute|Google Quickstart Simple pre-configured Debian VM;Kubernetes Engine;MultiClusterIngress;Stackdriver Monitoring;Stackdriver Trace;VM Manager
        Compute|VMware Engine
        Databases|BigQuery;Cloud Bigtable;Cloud Memorystore for Memcached;Cloud Memorystore for Redis;Cloud SQL;Cloud Spanner;Datastream
        Databases|Firebase Realtime Database
        Developer Tools|Cloud Build;Cloud Scheduler;Cloud Tasks;Remote Build Execution;Source Repository;Translate;Workflows
        Integration|API Gateway;Cloud Dialogflow API;Cloud Document AI API;Cloud Document API;Cloud Healthcare;Cloud Media Translation API;Cloud Pub/Sub
        Integration|Cloud Speech API;Cloud Text-to-Speech API;Cloud Video Intelligence API;Cloud Vision API;Custom Search;Directions API;Distance Matrix API
        Integration|Game Services API;Geocoding API;Geolocation API;Google Cloud Platform Apigee team Apigee Developer Portal;Google Maps Mobile SDK
        Integration|Live Stream API;Maps Elevation API;Maps Embed API;Maps SDK for Unity;Maps Static API;Places API;Programmable Search Element;Pub/Sub Lite
        Integration|Roads API;Street View Static API;Time Zone API;Transcode API;Transcoder API;Video Stitcher API
        Internet of Things|Cloud IoT Core
        Management and Governance|Anthos Service Mesh;Cloud Logging;Enterprise Agreement;Google Cloud Platform Financial Services team Datashare;Stackdriver
        Media|Zync
        Migration|BigQuery Data Transfer Service;Transfer Appliance
        Mobile|Firebase;Firebase Hosting;Firebase Test Lab
        Networking|Cloud CDN;Cloud DNS;Google Service Control;Networking
        Security|Actifio GO;BeyondCorp Enterprise;Binary Authorization;Certificate Authority Service;Cloud Data Loss Prevention;Cloud IDS
        Security|Cloud Key Management Service (KMS);Container Registry Vulnerability Scanning;Firebase Auth;Identity Platform;On-Demand Scanning;Secret Manager
        Security|Security Command Center;Web Risk;reCAPTCHA Enterprise
        Storage|Backup for GKE;BigQuery Storage API;Cloud Filestore;Cloud Storage;Dataproc Metastore;Elastifile Cloud File System;Transfer Service
        Web|Cloud Domains
        """;

    private static readonly Dictionary<string, string> ByName = Table.Split('\n')
        .Select(line => line.Trim().Split('|'))
        .SelectMany(parts => parts[1].Split(';').Select(name => (Name: name, Category: parts[0])))
        .DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.Name, pair => pair.Category, StringComparer.OrdinalIgnoreCase);

    /// <summary>The category of a service by its description.</summary>
    public static string CategoryOf(string service) => ByName.GetValueOrDefault(service, "Other");
}
